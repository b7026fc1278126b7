import { createDiscloseCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { derive } from '@digitalbazaar/vc'
import { createHolderSecrets } from '@velum/binding'
import {
  createDocumentLoader,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  presentationHeader,
} from '@velum/credential'
import { loadCurve, randomScalar } from '@velum/curve'
import { expect } from 'vitest'
import { registersFalsely } from './moves/registers-falsely.ts'
import { wrongLinkIndex } from './moves/wrong-link-index.ts'
import { game } from './support/game.ts'
import { open, tokenOf } from './support/opening.ts'
import { extensionOf, replaced, withExtension } from './support/seen.ts'
import { createWorld, escrow, type Holder, hex, pseudonym, type World } from './support/world.ts'

game(
  {
    name: 'traceability',
    property:
      'With an issuer that is honest at registration: what a service accepts with escrow opens, by three of five trustees, to a ' +
      'registered point, and to that of the person who presents.',
    adversary:
      'Holders who work together, with all their credentials, bindings and secrets, wallets of their own making and every ' +
      'presentation that they have seen. The issuer signs what it is asked to, for whom it has authenticated.',
  },
  (move) => {
    move('presents as it should: every presentation opens to the person', async () => {
      const world = await createWorld()
      const holders = [await world.enrol(1), await world.enrol(2), await world.enrol(3)]
      for (const holder of holders) {
        for (let i = 0; i < 5; i++) {
          const asked = world.ask()
          const presentation = await world.present(holder, asked)
          expect(await world.judge(presentation, asked)).toMatchObject({ accepted: true })
          const shares = [...world.trustees.shares.slice(i), ...world.trustees.shares].slice(0, 3)
          const opened = await open(world, {
            ...{ presentation, shares, trustAnchors: [] },
            records: world.entries.map(({ sealed }) => sealed),
          })
          expect(opened).toMatchObject({ claims: { residentNumber: holder.claims.residentNumber } })
        }
      }
      return 15
    })

    move('presents with another secret than the registered one', async () => {
      const world = await createWorld()
      const [holder, other] = [await world.enrol(1), await world.enrol(2)]
      const { holderSecret, nymSecret } = holder.secrets
      const fresh = createHolderSecrets(world.random)
      const tries = [
        { holderSecret: fresh.holderSecret, nymSecret },
        { holderSecret, nymSecret: fresh.nymSecret },
        fresh,
        { holderSecret: nymSecret, nymSecret: holderSecret },
        { holderSecret: other.secrets.holderSecret, nymSecret },
        other.secrets,
      ]
      return refusedOften(world, tries, (secrets, asked) => world.present({ ...holder, secrets }, asked))
    })

    move(
      'shows one credential with the binding of another: of a friend, or an older one of its own',
      async () => {
        const world = await createWorld()
        const [holder, friend] = [await world.enrol(1), await world.enrol(2)]
        const older = await world.enrol(1, { secrets: holder.secrets })
        const tries: Holder[] = [
          { ...holder, binding: older.binding },
          { ...older, binding: holder.binding },
          { ...holder, binding: friend.binding },
          { ...holder, binding: friend.binding, secrets: friend.secrets },
          { ...friend, binding: holder.binding, secrets: holder.secrets },
        ]
        return refusedOften(world, tries, (mixed, asked) => world.present(mixed, asked))
      },
    )

    move('says that another hidden statement is the link', wrongLinkIndex)

    move('changes the numbers, the handle or the parameters of its binding', async () => {
      const world = await createWorld()
      const holder = await world.enrol(1)
      const { binding } = holder
      const [expiry = 0, birthDate = 0] = binding.numbers
      const bindings = [
        { ...binding, numbers: [expiry + 365, birthDate] },
        { ...binding, numbers: [expiry, birthDate - 365] },
        { ...binding, handle: createHolderSecrets(world.random).holderSecret },
      ]
      const first = await refusedOften(world, bindings, (changed, asked) =>
        world.present({ ...holder, binding: changed }, asked),
      )
      const [range] = world.parameters.numbers
      const parameters = [
        { ...world.parameters, chainId: 1 },
        { ...world.parameters, templateHash: world.random(32) },
        { ...world.parameters, issuer: 'did:web:elsewhere.example' },
        {
          ...world.parameters,
          numbers: range ? [{ ...range, hi: range.hi + 1 }, ...world.parameters.numbers.slice(1)] : [],
        },
      ]
      const second = await refusedOften(world, parameters, (changed, asked) =>
        world.present(holder, asked, { parameters: changed }),
      )
      return first + second
    })

    move('encrypts to a key of its own, to another authority or in another epoch', async () => {
      const world = await createWorld()
      const holder = await world.enrol(1)
      const { g1 } = await loadCurve()
      const ownKey = g1.encode(g1.multiply(g1.generator, randomScalar(world.random)))
      const own = (changes: object) => async (asked: ReturnType<World['ask']>) => {
        const { authority } = asked.context
        if (!authority) throw new RangeError('the service asks for escrow')
        const context = { ...asked.context, authority: { ...authority, ...changes } }
        return world.present(holder, { ...asked, context })
      }
      const tries = [
        own({ key: ownKey }),
        own({ epoch: 2 }),
        own({ epoch: 0 }),
        own({ key: ownKey, epoch: 2 }),
        // An authority that holders run themselves, named in the header of the binding too.
        async (asked: ReturnType<World['ask']>) => {
          const id = world.random(32)
          const context = { ...asked.context, authority: { id, epoch: 1, key: ownKey } }
          const parameters = { ...world.parameters, authority: id }
          return world.present(holder, { ...asked, context }, { parameters })
        },
      ]
      return refusedOften(world, tries, (make, asked) => make(asked))
    })

    move(
      'leaves out the escrow token, or hands in that of another presentation, person, key or point',
      async () => {
        const world = await createWorld()
        const [holder, friend] = [await world.enrol(1), await world.enrol(2)]
        const { g1 } = await loadCurve()
        const key = g1.decode(world.authority.key)
        if (!key) throw new RangeError('the key of the authority is a point')
        const swapped = (from: (asked: ReturnType<World['ask']>) => Promise<Uint8Array>) => {
          return async (asked: ReturnType<World['ask']>) => {
            const presentation = await world.present(holder, asked)
            const extension = replaced(
              extensionOf(presentation),
              tokenOf(presentation).octets,
              await from(asked),
            )
            return withExtension(presentation, extension)
          }
        }
        /** A well-formed token, made without the proof that it holds what it must. */
        const encrypted = (reg: Uint8Array) => async () => {
          const randomness = randomScalar(world.random)
          const point = g1.decode(reg)
          if (!point) throw new RangeError('the registration point is a point')
          const own = tokenOf(await world.present(holder, world.ask()))
          const points = [g1.multiply(g1.generator, randomness), g1.add(g1.multiply(key, randomness), point)]
          return Uint8Array.from(
            Buffer.concat([g1.encode(points[0] as never), own.rBar, g1.encode(points[1] as never)]),
          )
        }
        const unregistered = g1.encode(g1.multiply(g1.generator, randomScalar(world.random)))
        const tries = [
          (asked: ReturnType<World['ask']>) => world.present(holder, { ...asked, statements: [pseudonym] }),
          (asked: ReturnType<World['ask']>) => world.present(holder, { ...asked, statements: [escrow] }),
          (asked: ReturnType<World['ask']>) =>
            world.present(holder, { ...asked, statements: [escrow, pseudonym] }),
          swapped(async () => tokenOf(await world.present(holder, world.ask())).octets),
          swapped(async (asked) => tokenOf(await world.present(friend, asked)).octets),
          swapped(encrypted(friend.entry.opened.reg)),
          swapped(encrypted(unregistered)),
          swapped(encrypted(holder.entry.opened.reg)),
        ]
        return refusedOften(world, tries, (make, asked) => make(asked))
      },
    )

    move(
      'shows the bound credential as an unbound one, by the published library or with its extension taken off',
      async () => {
        const world = await createWorld()
        const holder = await world.enrol(1)
        let tried = 0
        for (const statements of [[pseudonym, escrow], [pseudonym], []]) {
          const asked = world.ask({}, statements)
          for (const presentation of await downgraded(world, holder, asked)) {
            expect(await world.judge(presentation, asked)).toMatchObject({
              accepted: false,
              reason: 'binding-missing',
            })
            tried++
          }
        }
        return { tried, measured: 'presentations, refused also by services that ask for nothing' }
      },
    )

    move('answers a request with what it answered to another', async () => {
      const world = await createWorld()
      const holder = await world.enrol(1)
      const asked = world.ask()
      const presentation = await world.present(holder, asked)
      const { context } = asked
      const others = [
        { challenge: hex(world.random(16)) },
        { domain: 'decentralized_identifier:did:web:elsewhere.example' },
        { time: (context.time ?? 0) + 1 },
        { time: null },
        { transactionHash: world.random(32) },
      ]
      for (const changes of others) {
        const other = { ...asked, context: { ...context, ...changes } }
        expect(await world.judge(presentation, other)).toMatchObject({ accepted: false })
      }
      expect(await world.judge(presentation, asked)).toMatchObject({ accepted: true })
      return others.length
    })

    move('mauls what it sends', async () => {
      const world = await createWorld()
      const holder = await world.enrol(1)
      const asked = world.ask()
      const presentation = await world.present(holder, asked)
      const extension = extensionOf(presentation)
      let tried = 0
      for (let bit = 0; bit < extension.length * 8; bit += 13) {
        const mauled = extension.slice()
        mauled[bit >> 3] = (mauled[bit >> 3] as number) ^ (1 << (bit & 7))
        expect(await world.judge(withExtension(presentation, mauled), asked)).toMatchObject({
          accepted: false,
        })
        tried++
      }
      expect(await world.judge(presentation, asked)).toMatchObject({ accepted: true })
      return tried
    })

    move(
      'registers by software of its own what it does not know, or what is not only its own',
      registersFalsely,
    )
  },
)

type Ask = ReturnType<World['ask']>

/** Tries each of these with several requests; a service must refuse all, and still accept an honest answer to the same request. */
async function refusedOften<Try>(
  world: World,
  tries: readonly Try[],
  make: (one: Try, asked: Ask) => Promise<unknown>,
): Promise<number> {
  const rounds = 3
  for (const one of tries) {
    for (let round = 0; round < rounds; round++) {
      const asked = world.ask()
      const verdict = await make(one, asked).then(
        (presentation) => world.judge(presentation, asked),
        // What our own software refuses to make, software of one's own could; a refusal here is no evidence.
        (error) => {
          throw new RangeError(`the move could not be made: ${error}`)
        },
      )
      expect(verdict).toMatchObject({ accepted: false })
    }
  }
  return tries.length * rounds
}

/** The credential alone, with a proof that is fresh and for this audience: what a thief of the file can make. */
async function downgraded(world: World, holder: Holder, asked: Ask): Promise<unknown[]> {
  const { challenge, domain } = asked.context
  const header = presentationHeader({ challenge, domain })
  const cryptosuite = createDiscloseCryptosuite({
    presentationHeader: header,
    selectivePointers: ['/credentialSubject/nationality'],
  })
  const derived = await derive({
    verifiableCredential: structuredClone(holder.credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: createDocumentLoader(world.resolver),
  })
  const holderKey = await createEd25519KeyPair({ random: world.random })
  const credentials = [derived as DerivedCredential]
  const byLibrary = await createPresentation({ credentials, holderKey, challenge, domain })
  const whole = await world.present(holder, asked)
  const stripped = { ...whole, proof: 'length' in whole.proof ? whole.proof[1] : whole.proof }
  return [byLibrary, stripped]
}
