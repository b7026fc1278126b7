import { addScalars, encodeScalar, multiplyScalars, randomScalar, type Scalar } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import { commonBases } from '../../src/bases.ts'
import {
  createHolderSecrets,
  type VerifyBoundPresentationOptions,
  verifyBoundPresentation,
} from '../../src/index.ts'
import { forgeBinding, ofTheCredential } from './support/forge-binding.ts'
import {
  at,
  type Carelessness,
  carelesslyProve,
  carelesslyVerify,
  type Path,
  put,
  splice,
  type Transcript,
  withPossession,
  withStatementPoints,
} from './support/leave-out.ts'
import { contextOf, present, type Shown } from './support/present.ts'
import {
  createAuthority,
  createIssuer,
  curve,
  g1,
  issue,
  pointOf,
  random,
  scalarOf,
} from './support/world.ts'

// A verifier and a prover that leave an element out of the transcript, beside ours which do not.

const authority = createAuthority()
const secrets = createHolderSecrets(random)
const residence = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x01'), authority, secrets })
const diploma = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x02'), authority, secrets })
const shown: Shown[] = [
  {
    issued: residence,
    statements: [
      { type: 'pseudonym', label: 'account' },
      { type: 'escrow' },
      { type: 'pseudonym', label: 'account', scope: random(32) },
    ],
  },
  { issued: diploma },
]
const context = contextOf(authority, { transactionHash: random(32), sameHolder: true })

const credentials = 7
const sameHolder = 8
const [points, firstMessages, statements] = [4, 5, 6]
const [sent, first] = [3, 4]
const possession = (...path: Path): Path => [credentials, 0, ...path]
const pseudonym = (...path: Path): Path => [credentials, 0, statements, 0, ...path]
const escrow = (...path: Path): Path => [credentials, 0, statements, 1, ...path]
const shared = (...path: Path): Path => [credentials, 0, statements, 2, ...path]

/** Everything that docs/proof-system.md lists, and where it stands. */
const elements: Record<string, Path> = {
  version: [0],
  nonce: [1],
  audience: [2],
  time: [3],
  'transaction hash': [4],
  'id of the authority': [6, 0],
  'epoch of the authority': [6, 1],
  'key of the authority': [6, 2],
  'issuer key': possession(0),
  'document hash': possession(1),
  'link index': possession(2),
  'binding header': possession(3),
  "Abar'": possession(points, 0),
  "Bbar'": possession(points, 1),
  "D'": possession(points, 2),
  "T1'": possession(firstMessages, 0),
  "T2'": possession(firstMessages, 1),
  'type of a statement': pseudonym(0),
  'label of the pseudonym': pseudonym(1, 0),
  'scope of a shared pseudonym': shared(1, 1),
  'base of the pseudonym': pseudonym(2, 0),
  N: pseudonym(sent, 0),
  T_N: pseudonym(first, 0),
  g: escrow(2, 0),
  ḡ: escrow(2, 1),
  Y: escrow(2, 2),
  u: escrow(2, 3),
  R: escrow(sent, 0),
  R̄: escrow(sent, 1),
  E: escrow(sent, 2),
  T_R: escrow(first, 0),
  T_R̄: escrow(first, 1),
  T_E: escrow(first, 2),
  'second credential': [credentials, 1],
  G: [sameHolder, 2, 0],
  G2: [sameHolder, 2, 1],
  H: [sameHolder, 2, 2],
  K: [sameHolder, sent, 0],
  'T_K of the first': [sameHolder, first, 0],
  'T_K of the second': [sameHolder, first, 1],
}

describe('an element of the transcript', () => {
  it.each(Object.entries(elements))(
    '%s: a verifier without it refuses our presentations',
    async (_, path) => {
      const { request } = await present(context, shown.slice(0, 2))
      expect(await carelesslyVerify({ leftOut: [path] }, request)).toBe(false)
      // It is the absence that makes the difference.
      const alike = await carelesslyProve({ leftOut: [path] }, context, shown)
      expect(await carelesslyVerify({ leftOut: [path] }, alike)).toBe(true)
      expect(await verifyBoundPresentation(alike)).toEqual({ valid: false, reason: 'challenge-mismatch' })
    },
  )
})

const refusedByOurs = async (request: VerifyBoundPresentationOptions) =>
  expect(await verifyBoundPresentation(request)).toEqual({ valid: false, reason: 'challenge-mismatch' })

describe('what the transcript pins could be replayed', () => {
  const replay = async (
    carelessness: Carelessness,
    change: (request: VerifyBoundPresentationOptions) => VerifyBoundPresentationOptions,
  ) => {
    const bare = [{ issued: residence, statements: [{ type: 'escrow' as const }] }, { issued: diploma }]
    const replayed = change(await carelesslyProve(carelessness, context, bare))
    expect(await carelesslyVerify(carelessness, replayed)).toBe(true)
    await refusedByOurs(replayed)
    // Nor is the honest presentation accepted under the other value.
    const { request } = await present(context, bare)
    expect(await verifyBoundPresentation(request)).toMatchObject({ valid: true })
    await refusedByOurs(change(request))
  }
  const inContext = (change: Partial<typeof context>) => (request: VerifyBoundPresentationOptions) => ({
    ...request,
    context: { ...request.context, ...change },
  })

  it('for another nonce', () =>
    replay({ leftOut: [elements.nonce as Path], headerToo: true }, inContext({ challenge: 'another' })))

  it('to another audience', () =>
    replay({ leftOut: [elements.audience as Path], headerToo: true }, inContext({ domain: 'did:web:other' })))

  it('at another time', () =>
    replay({ leftOut: [elements.time as Path] }, inContext({ time: 1_895_000_000 })))

  it('for another transaction', () =>
    replay({ leftOut: [elements['transaction hash'] as Path] }, inContext({ transactionHash: random(32) })))

  it('in another epoch', () =>
    replay(
      { leftOut: [elements['epoch of the authority'] as Path] },
      inContext({ authority: { ...authority, epoch: 2 } }),
    ))

  it('with another document', () =>
    replay({ leftOut: [elements['document hash'] as Path] }, (request) => ({
      ...request,
      credentials: request.credentials.map((one, i) =>
        i === 0 ? { ...one, documentHash: random(32) } : one,
      ),
    })))
})

describe('a group element that is sent could be chosen after the challenge', () => {
  // T is moved by a random X before the challenge; afterwards P − X/c satisfies the verifier's equation, whatever P was.
  const cases: [name: string, statement: number, position: number, path: Path, firstPath: Path][] = [
    ['N', 0, 0, pseudonym(sent, 0), pseudonym(first, 0)],
    ['R', 1, 0, escrow(sent, 0), escrow(first, 0)],
    ['R̄', 1, 1, escrow(sent, 1), escrow(first, 1)],
    ['E', 1, 2, escrow(sent, 2), escrow(first, 2)],
  ]

  it.each(cases)(
    '%s: a forged one is accepted without it, and refused by ours',
    async (_, statement, position, path, firstPath) => {
      const carelessness = { leftOut: [path] }
      const shift = g1.multiply(g1.generator, randomScalar(random))
      const forge = (careful: boolean) =>
        carelesslyProve(careful ? { leftOut: [] } : carelessness, context, shown, {
          before: (transcript) =>
            put(
              transcript,
              firstPath,
              g1.encode(g1.add(pointOf(at(transcript, firstPath) as Uint8Array), shift)),
            ),
          after: (extension, challenges) =>
            withStatementPoints(extension, 0, statement, (octets) => {
              const honest = pointOf(octets.slice(48 * position, 48 * (position + 1)))
              const [inverse] = curve.invertScalars([challenges[0] as Scalar]) as [Scalar]
              const forged = g1.subtract(honest, g1.multiply(shift, inverse))
              return splice(octets, 48 * position, g1.encode(forged))
            }),
        })
      expect(await carelesslyVerify(carelessness, await forge(false))).toBe(true)
      await refusedByOurs(await forge(false))
      await refusedByOurs(await forge(true))
    },
  )

  it('N: so the forger has as many pseudonyms as it likes', async () => {
    const carelessness = { leftOut: [elements.N as Path] }
    const forged = new Set<string>()
    for (let i = 0; i < 3; i++) {
      const shift = g1.multiply(g1.generator, randomScalar(random))
      const path = pseudonym(first, 0)
      const request = await carelesslyProve(carelessness, context, shown, {
        before: (transcript) =>
          put(transcript, path, g1.encode(g1.add(pointOf(at(transcript, path) as Uint8Array), shift))),
        after: (extension, [challenge]) =>
          withStatementPoints(extension, 0, 0, (n) => {
            const [inverse] = curve.invertScalars([challenge as Scalar]) as [Scalar]
            const other = g1.encode(g1.subtract(pointOf(n), g1.multiply(shift, inverse)))
            forged.add(Buffer.from(other).toString('hex'))
            return other
          }),
      })
      expect(await carelesslyVerify(carelessness, request)).toBe(true)
    }
    expect(forged.size).toBe(3)
  })

  it('K: anybody on the way could change it', async () => {
    const carelessness = { leftOut: [elements.K as Path] }
    const [, , h] = commonBases(curve).commitment
    const delta = randomScalar(random)
    const request = await carelesslyProve(carelessness, context, shown, {
      after: (extension, challenges) => {
        if (!extension.sameHolder) throw new Error('no commitment')
        const { points: k, scalars } = extension.sameHolder
        const moved = g1.encode(g1.add(pointOf(k), g1.multiply(h.point.point, delta)))
        const answers = challenges.map((challenge, i) => {
          const kappa = scalarOf(scalars.slice(32 * i, 32 * (i + 1)))
          return encodeScalar(addScalars(kappa, multiplyScalars(challenge as Scalar, delta)))
        })
        return { ...extension, sameHolder: { points: moved, scalars: Buffer.concat(answers) } }
      },
    })
    expect(await carelesslyVerify(carelessness, request)).toBe(true)
    await refusedByOurs(request)
  })

  it("D': anybody on the way could change it", async () => {
    const carelessness = { leftOut: [elements["D'"] as Path] }
    const factor = randomScalar(random)
    const [inverse] = curve.invertScalars([factor]) as [Scalar]
    const request = await carelesslyProve(carelessness, context, shown, {
      after: (extension) =>
        withPossession(extension, 0, ({ points, scalars }) => {
          const d = g1.encode(g1.multiply(pointOf(points.slice(96)), factor))
          const scaled = [1, 2].map((i) =>
            encodeScalar(multiplyScalars(scalarOf(scalars.slice(32 * i, 32 * (i + 1))), inverse)),
          )
          return { points: splice(points, 96, d), scalars: splice(scalars, 32, Buffer.concat(scaled)) }
        }),
    })
    expect(await carelesslyVerify(carelessness, request)).toBe(true)
    await refusedByOurs(request)
  })
})

describe('a first message', () => {
  const anything = () => g1.encode(g1.multiply(g1.generator, randomScalar(random)))

  it.each([
    ['T_N', 0, 0],
    ['T_R', 1, 0],
    ['T_R̄', 1, 1],
    ['T_E', 1, 2],
  ] as const)(
    '%s: without it anything is accepted in place of what it speaks of',
    async (name, statement, position) => {
      const carelessness = { leftOut: [elements[name] as Path] }
      const request = await carelesslyProve(carelessness, context, shown, {
        before: (transcript) => transcript,
        after: (extension) =>
          withStatementPoints(extension, 0, statement, (octets) => splice(octets, 48 * position, anything())),
      })
      // What is sent is hashed honestly: the lie has to be told before the challenge.
      const lie = anything()
      const told = await carelesslyProve(carelessness, context, shown, {
        before: (transcript) => put(transcript, [credentials, 0, statements, statement, sent, position], lie),
        after: (extension) =>
          withStatementPoints(extension, 0, statement, (octets) => splice(octets, 48 * position, lie)),
      })
      expect(await carelesslyVerify(carelessness, request)).toBe(false)
      expect(await carelesslyVerify(carelessness, told)).toBe(true)
      await refusedByOurs(told)
    },
  )

  it('T_K: without it the commitment is anybody’s', async () => {
    const leftOut = [elements['T_K of the first'], elements['T_K of the second']] as Path[]
    const lie = anything()
    const told = await carelesslyProve({ leftOut }, context, shown, {
      before: (transcript) => put(transcript, elements.K as Path, lie),
      after: (extension) =>
        extension.sameHolder
          ? { ...extension, sameHolder: { ...extension.sameHolder, points: lie } }
          : extension,
    })
    expect(await carelesslyVerify({ leftOut }, told)).toBe(true)
    await refusedByOurs(told)
  })
})

// A thief has a copy of the credential, its signature included, but neither binding nor secrets.
describe('a thief who lacks the binding', () => {
  const thief = createHolderSecrets(random)
  /** The credential's own signature in place of the one that the thief does not have. */
  const issued = {
    ...residence,
    secrets: thief,
    binding: { ...residence.binding, signature: residence.signature },
  }
  const alone = contextOf(authority)
  const { b, pair } = ofTheCredential(residence)

  it("is let in where T1' is left out", async () => {
    const carelessness = { leftOut: [elements["T1'"] as Path] }
    const encoded = pair.map(g1.encode)
    const request = await carelesslyProve(carelessness, alone, [{ issued }], {
      before: (transcript) =>
        encoded.reduce<Transcript>((all, point, i) => put(all, possession(points, i), point), transcript),
      after: (extension) =>
        withPossession(extension, 0, ({ points, scalars }) => ({
          points: splice(points, 0, Buffer.concat(encoded)),
          scalars,
        })),
    })
    expect(await carelesslyVerify(carelessness, request)).toBe(true)
    await refusedByOurs(request)
  })

  it("is let in where T2' is left out", async () => {
    const carelessness = { leftOut: [elements["T2'"] as Path] }
    const request = await carelesslyProve(carelessness, alone, [{ issued, b: g1.encode(b) }])
    expect(await carelesslyVerify(carelessness, request)).toBe(true)
    await refusedByOurs(request)
  })

  it("is let in where Abar' and Bbar' are left out", async () => {
    const leftOut = [elements["Abar'"], elements["Bbar'"]] as Path[]
    const request = forgeBinding(residence, thief, alone, leftOut)
    expect(await carelesslyVerify({ leftOut }, request)).toBe(true)
    await refusedByOurs(request)
    await refusedByOurs(forgeBinding(residence, thief, alone, []))
  })

  it('is refused by ours, whatever it puts in place of the signature', async () => {
    for (const shown of [{ issued }, { issued, b: g1.encode(b) }]) {
      const request = await carelesslyProve({ leftOut: [] }, alone, [shown])
      expect((await verifyBoundPresentation(request)).valid).toBe(false)
    }
  })
})
