import { createDiscloseCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { derive } from '@digitalbazaar/vc'
import { generateKeyPair, sign } from '@velum/bbs'
import {
  createHolderSecrets,
  provePresentation,
  signBinding,
  verifyBoundPresentation,
  verifyRegistration,
} from '@velum/binding'
import {
  createDocumentLoader,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  presentationHeader,
} from '@velum/credential'
import { loadCurve, randomScalar } from '@velum/curve'
import { expect } from 'vitest'
import { game, type Tried } from './support/game.ts'
import { decrypt, open, tokenOf } from './support/opening.ts'
import {
  baseOfIssuersMessage,
  type Cheat,
  registerByOwnSoftware,
  thirdCommittedBase,
} from './support/own-software.ts'
import { extensionOf, replaced, withExtension } from './support/seen.ts'
import {
  createWorld,
  escrow,
  type Holder,
  hex,
  pseudonym,
  recordOf,
  utf8,
  type World,
} from './support/world.ts'

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

/** With @velum/binding alone, where a prover says itself which statement is the link. */
async function wrongLinkIndex(): Promise<Tried> {
  const world = await createWorld()
  const { parameters } = world
  const keys = await generateKeyPair({ ciphersuite: 'BLS12-381-SHA-256' })
  const holder = await world.enrol(1)
  const messages = ['a', 'b', 'c', 'd', 'link'].map((text) => utf8(`statement ${text}`))
  const header = utf8('header')
  const signature = await sign({ ciphersuite: 'BLS12-381-SHA-256', ...keys, header, messages })
  const { handle, numbers, blind } = holder.binding
  const terms = { ...keys, parameters, handle, numbers, commitment: holder.entry.opened.commitment }
  const asked = world.ask()
  const { context, statements } = asked
  const shown = { publicKey: keys.publicKey, header, disclosedIndexes: [0], documentHash: world.random(32) }
  const judged = async (linked: number, said: number, wanted: number) => {
    const linkMessage = messages[linked] as Uint8Array
    const binding = { handle, numbers, blind, signature: await signBinding({ ...terms, linkMessage }) }
    const bound = { binding, parameters, secrets: holder.secrets, statements, linkIndex: said }
    const made = await provePresentation({ context, credentials: [{ ...shown, signature, messages, bound }] })
    return verifyBoundPresentation({
      context,
      extension: made.extension ?? new Uint8Array(),
      credentials: [
        {
          ...{ ...shown, proof: made.proofs[0] ?? new Uint8Array(), disclosedMessages: messages.slice(0, 1) },
          ...{ messageCount: messages.length, bound: { parameters, statements, linkIndex: wanted } },
        },
      ],
    })
  }
  expect(await judged(4, 4, 4)).toMatchObject({ valid: true })
  let tried = 0
  for (const linked of [1, 2, 3, 4]) {
    for (const said of [1, 2, 3, 4]) {
      if (linked === 4 && said === 4) continue
      // The verifier takes the index from the template, whatever the prover says.
      expect(await judged(linked, said, 4)).toMatchObject({ valid: false })
      tried++
    }
  }
  return tried
}

async function registersFalsely(): Promise<Tried> {
  const world = await createWorld()
  const [holder, other] = [await world.enrol(1), await world.enrol(2)]
  const { g1 } = await loadCurve()
  const subject = () => ({
    parameters: world.parameters,
    nonce: hex(world.random(16)),
    session: hex(world.random(16)),
    record: recordOf(holder.claims),
  })
  const times = (
    base: (bbs: Parameters<typeof thirdCommittedBase>[0]) => Parameters<typeof g1.multiply>[0],
  ) => {
    return (bbs: Parameters<typeof thirdCommittedBase>[0]) =>
      g1.multiply(base(bbs), randomScalar(world.random))
  }
  const { commitment, reg, regN } = other.entry.opened
  const cheats: Cheat[] = [
    { plus: times(thirdCommittedBase) },
    // A commitment that adds to what the issuer will put in: a later expiry, another handle, another link.
    ...[0, 1, 2, 3].map((position) => ({ plus: times((bbs) => baseOfIssuersMessage(bbs, position)) })),
    { regSecret: randomScalar(world.random) },
    { regNSecret: randomScalar(world.random) },
    { reg },
    { regN },
    { reg, regN },
    { commitment },
    { commitment, reg, regN },
    { commitment: other.entry.issued.signature.slice(0, 48) },
    { reg: regN, regN: reg },
  ]
  const honest = subject()
  const registration = await registerByOwnSoftware(honest, {})
  expect(await verifyRegistration({ ...honest, registration })).toMatchObject({ valid: true })
  for (const cheat of cheats) {
    for (let round = 0; round < 20; round++) {
      const about = subject()
      const cheated = await registerByOwnSoftware(about, cheat)
      expect(await verifyRegistration({ ...about, registration: cheated })).toMatchObject({ valid: false })
    }
  }
  // A registration that somebody else has made, in one's own session.
  const foreign = other.entry.registration
  expect(await verifyRegistration({ ...subject(), registration: foreign })).toMatchObject({ valid: false })
  const token = tokenOf(await world.present(holder, world.ask()))
  expect(await decrypt(token, world.trustees.shares.slice(0, 3))).toEqual(holder.entry.opened.reg)
  return cheats.length * 20 + 1
}
