import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createHolderSecrets,
  createRegistration,
  type HolderSecrets,
  pseudonymOf,
  registrationPoints,
  type Statement,
} from '@velum/binding'
import { bindingParametersOf, boundResidentIdTemplate } from '@velum/credential'
import { loadCurve } from '@velum/curve'
import {
  fetchIssuerMetadata,
  parseCredentialOffer,
  requestBindingSession,
  requestBoundCredentials,
  requestNonce,
  requestToken,
} from '@velum/exchange'
import { createIssuer, openStore } from '@velum/issuer'
import { expect } from 'vitest'
import { startAuthority } from '../support/authority.ts'
import { startTestChain } from '../support/chain.ts'
import { serve } from '../support/serve.ts'
import { game } from './support/game.ts'
import { person } from './support/people.ts'
import { extensionOf, replaced, withExtension } from './support/seen.ts'
import { createWorld, freshRandom, pseudonym, utf8 } from './support/world.ts'

game(
  {
    name: 'one person, one pseudonym',
    property:
      'At one service, under one label, a person with credentials of one issuer has one pseudonym, for ever, whatever authority the ' +
      'issuer names and however many kinds of credentials it gives: after a ' +
      'ban nobody comes back as somebody new, and nobody has another’s.',
    adversary:
      'People with as many wallets, secrets, registrations and losses as they like, and software of their own. The issuer is ' +
      'honest and knows whom it has before it.',
  },
  (move) => {
    move('comes back, with renewed credentials and from other devices, and is the same', async () => {
      const world = await createWorld()
      const holder = await world.enrol(1)
      const renewed = [
        await world.enrol(1, { secrets: holder.secrets }),
        await world.enrol(1, { secrets: holder.secrets }),
      ]
      const { domain } = world.ask().context
      const seen = new Set<string>()
      for (const who of [holder, ...renewed, holder]) {
        const asked = world.ask({ domain })
        const verdict = await world.judge(await world.present(who, asked), asked)
        seen.add(verdict.accepted ? (verdict.pseudonyms[0]?.[0]?.pseudonym ?? '') : verdict.reason)
      }
      const { nymSecret } = holder.secrets
      const own = await pseudonymOf({ audience: domain, label: 'account', nymSecret })
      expect([...seen]).toEqual([Buffer.from(own).toString('base64url')])
      return 4
    })

    move('shows another pseudonym than its own', async () => {
      const world = await createWorld()
      const [holder, banned] = [await world.enrol(1), await world.enrol(2)]
      const { g1 } = await loadCurve()
      const { holderSecret } = holder.secrets
      let tried = 0
      for (let round = 0; round < 5; round++) {
        const asked = world.ask({}, [pseudonym])
        const { domain } = asked.context
        const base = { audience: domain, label: 'account' }
        const own = await pseudonymOf({ ...base, nymSecret: holder.secrets.nymSecret })
        const presentation = await world.present(holder, asked)
        const point = g1.decode(own)
        if (!point) throw new RangeError('a pseudonym is a point')
        const others = [
          await pseudonymOf({ ...base, nymSecret: createHolderSecrets(world.random).nymSecret }),
          await pseudonymOf({ ...base, nymSecret: banned.secrets.nymSecret }),
          await pseudonymOf({ ...base, nymSecret: holderSecret }),
          await pseudonymOf({ ...base, label: 'another label', nymSecret: holder.secrets.nymSecret }),
          g1.encode(g1.negate(point)),
          g1.encode(g1.add(point, point)),
          g1.encode(g1.add(point, g1.generator)),
          Uint8Array.from([0xc0, ...new Uint8Array(47)]),
          holder.entry.opened.regN,
        ]
        for (const other of others) {
          const changed = withExtension(presentation, replaced(extensionOf(presentation), own, other))
          expect(await world.judge(changed, asked)).toMatchObject({ accepted: false })
          tried++
        }
      }
      return tried
    })

    move(
      'makes its pseudonym for another label, another service or a scope that was not asked for',
      async () => {
        const world = await createWorld()
        const holder = await world.enrol(1)
        const asked = world.ask({}, [pseudonym])
        const scope = world.random(32)
        const statements: Statement[][] = [
          [{ type: 'pseudonym', label: 'Account' }],
          [{ type: 'pseudonym', label: 'account ' }],
          [{ type: 'pseudonym', label: 'аccount' }],
          [{ type: 'pseudonym', label: 'account', scope }],
          [],
          [pseudonym, pseudonym],
        ]
        for (const own of statements) {
          const presentation = await world.present(holder, { ...asked, statements: own })
          expect(await world.judge(presentation, asked)).toMatchObject({ accepted: false })
        }
        const elsewhere = world.ask({ challenge: asked.context.challenge }, [pseudonym])
        const foreign = JSON.parse(
          JSON.stringify(await world.present(holder, elsewhere)).replaceAll(
            elsewhere.context.domain,
            asked.context.domain,
          ),
        )
        expect(await world.judge(foreign, asked)).toMatchObject({ accepted: false })
        return statements.length + 1
      },
    )

    move(
      'registers again at a real issuer: with new secrets, half of the old ones, or those of a friend',
      registersAgain,
    )
  },
)

/** An issuer with its store, on a chain, spoken to over HTTP. */
async function registersAgain(): Promise<number> {
  const chain = await startTestChain()
  const authority = await startAuthority(chain)
  const folder = await mkdtemp(join(tmpdir(), 'velum-games-'))
  const store = await openStore({ dataDir: folder })
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 })
  const server = await serve((request) => handle(request))
  try {
    const issuer = await createIssuer({
      ...{ store, chain: chain.chain, passphrase: 'correct horse battery staple', url: server.url },
      name: { en: 'Harbourtown City Hall', zh: '港城市政厅' },
      ...{ fetch, now: () => new Date(), random: freshRandom },
    })
    await issuer.setAuthority(authority.id)
    await issuer.addTemplate(boundResidentIdTemplate)
    handle = issuer.handle

    const { chainId } = chain.chain.deployment
    const parametersFor = (id: string | null) =>
      bindingParametersOf({
        ...{ template: boundResidentIdTemplate, chainId, issuer: issuer.did, authority: id },
      })
    const parameters = parametersFor(authority.id)
    /** What the issuer answers to a person who registers with these secrets. */
    const register = async (number: number, secrets: HolderSecrets): Promise<string> => {
      const { name } = boundResidentIdTemplate
      const offered = await issuer.createOffer({ template: name, claims: person(number) })
      const offer = await parseCredentialOffer({ link: offered.link('http://localhost:4030'), fetch })
      const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
      const { txCode } = offered
      const accessToken = await requestToken({ offer, metadata, txCode, fetch, now: () => new Date() })
      const session = await requestBindingSession({ metadata, accessToken, fetch })
      const nonce = (await requestNonce({ metadata, fetch })) ?? ''
      const { registration } = await createRegistration({
        ...{ parameters: parametersFor(session.authority?.id ?? null), secrets, nonce },
        ...{ session: session.session, record: utf8(session.record) },
        ...{ date: new Date().toISOString().slice(0, 10), publish: false },
      })
      const sent = { session: session.session, nonce, registration }
      return requestBoundCredentials({
        ...{ metadata, accessToken, configurationId: 'bound-resident-id-v1', ...sent, count: 1, fetch },
      }).then(
        () => 'issued',
        (error: { code: string }) => error.code,
      )
    }

    const [own, friends] = [createHolderSecrets(freshRandom), createHolderSecrets(freshRandom)]
    expect(await register(1, own)).toBe('issued')
    expect(await register(2, friends)).toBe('issued')
    const fresh = createHolderSecrets(freshRandom)
    const tries: [number, HolderSecrets, string][] = [
      [1, fresh, 'second-pseudonym'],
      [1, { ...own, nymSecret: fresh.nymSecret }, 'second-pseudonym'],
      [1, { ...own, nymSecret: own.holderSecret }, 'second-pseudonym'],
      [1, { ...own, nymSecret: friends.nymSecret }, 'second-pseudonym'],
      [1, friends, 'second-pseudonym'],
      [1, { ...own, holderSecret: fresh.holderSecret }, 'second-registration'],
      // Somebody who comes for the first time, with secrets that a registered person lends.
      [3, friends, 'registration-taken'],
      [3, { ...fresh, nymSecret: friends.nymSecret }, 'registration-taken'],
      [3, { ...fresh, holderSecret: friends.holderSecret }, 'registration-taken'],
    ]
    for (const [number, secrets, reason] of tries) expect(await register(number, secrets)).toBe(reason)
    // Another authority, or none, begins nothing anew: only Reg differs, whose secret is told apart for each.
    const another = await startAuthority({ ...chain, name: 'Another authority' })
    const underOthers: [number, HolderSecrets, string][] = [
      [1, fresh, 'second-pseudonym'],
      [1, friends, 'second-pseudonym'],
      [3, friends, 'registration-taken'],
      [1, own, 'issued'],
      [1, fresh, 'second-pseudonym'],
    ]
    for (const id of [another.id, null]) {
      await issuer.setAuthority(id)
      for (const [number, secrets, reason] of underOthers) {
        expect(await register(number, secrets)).toBe(reason)
      }
    }
    await issuer.setAuthority(authority.id)
    // A card of another kind, by whose claim the same person would be somebody else.
    const { binding } = boundResidentIdTemplate
    const otherKind = {
      ...boundResidentIdTemplate,
      name: 'other',
      binding: { ...binding, person: 'documentNumber' },
    }
    await expect(issuer.addTemplate(otherKind)).rejects.toMatchObject({ code: 'template-invalid' })
    // A declared loss of the device lets Reg change and RegN stay.
    const { name } = boundResidentIdTemplate
    const residentNumber = String(person(1).residentNumber)
    await issuer.reportLoss({ target: { template: name, person: residentNumber }, kind: 'device' })
    expect(await register(1, fresh)).toBe('second-pseudonym')
    expect(await register(1, { ...own, holderSecret: fresh.holderSecret })).toBe('issued')
    const points = await registrationPoints({ parameters, secrets: own })
    const after = { ...own, holderSecret: fresh.holderSecret }
    expect((await registrationPoints({ parameters, secrets: after })).regN).toEqual(points.regN)
    return tries.length + 2 * underOthers.length + 5
  } finally {
    await server.close()
    await store.close()
    await chain.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
