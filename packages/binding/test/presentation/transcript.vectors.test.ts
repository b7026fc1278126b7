import { sha256 } from '@noble/hashes/sha2.js'
import { openInterface, proofVerifyInit, standardApiId } from '@velum/bbs'
import { encodeScalar, type G1, hashToScalar, negateScalar, type Scalar } from '@velum/curve'
import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import {
  createHolderSecrets,
  type PresentationContext,
  type PresentedCredential,
  type Statement,
  verifyBoundPresentation,
} from '../../src/index.ts'
import { contextOf, type Presented, present } from './support/present.ts'
import {
  createAuthority,
  createIssuer,
  g1,
  hex,
  issue,
  pointOf,
  random,
  scalarOf,
  utf8,
} from './support/world.ts'

// The transcript by hand, from docs/proof-system.md: a second reading of the formulas, which shares nothing with the code but the
// curve, the CBOR library, the generators of the draft and the standard proof.

const authority = createAuthority(3)
const secrets = createHolderSecrets(random)
const residence = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x01'), authority, secrets })
const diploma = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x02'), authority, secrets })

const ciphersuite = 'BLS12-381-SHA-256'
const apiId = 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_VELUM_BINDING_V1_H2G_HM2S_'
const expander = 'XMD:SHA-256'
const bbs = await openInterface({ ciphersuite, apiId })
const standard = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
const generators = [...bbs.generators.first(5), ...bbs.blindGenerators.first(3)].map(
  ({ encoding }) => encoding,
)

const hashed = (tag: string, message: Uint8Array): G1 =>
  g1.hashToCurve({ message, dst: utf8(`VELUM_BINDING_V1_${tag}_`), expander })
const sum = (...terms: (readonly [G1, Scalar])[]): G1 =>
  terms.reduce((total, [point, scalar]) => g1.add(total, g1.multiply(point, scalar)), g1.identity)
const chunks = (octets: Uint8Array, length: number): Uint8Array[] =>
  Array.from({ length: octets.length / length }, (_, i) => octets.slice(i * length, (i + 1) * length))
const pointsOf = (octets: Uint8Array) => chunks(octets, 48).map(pointOf)
const scalarsOf = (octets: Uint8Array) => chunks(octets, 32).map(scalarOf)

function u64(value: number): Uint8Array {
  const octets = new Uint8Array(8)
  new DataView(octets.buffer).setBigUint64(0, BigInt(value))
  return octets
}

/** calculate_domain (BBS draft §4.2.3). */
const domainOf = (publicKey: Uint8Array, header: Uint8Array): Scalar =>
  hashToScalar({
    message: Buffer.concat([
      publicKey,
      u64(generators.length - 1),
      ...generators,
      utf8(apiId),
      u64(header.length),
      header,
    ]),
    dst: utf8(`${apiId}H2S_`),
    expander,
  })

function opened(presented: PresentedCredential) {
  const proof = proofVerifyInit({
    ...presented,
    bbs: standard,
    generators: standard.generators.first(presented.messageCount + 1),
    disclosedMessages: standard.messagesToScalars(presented.disclosedMessages),
  })
  if (!proof) throw new Error('an honest proof opens')
  return proof
}

function boundEntry(
  context: PresentationContext,
  presented: PresentedCredential,
  part: [Uint8Array, Uint8Array, [Uint8Array, Uint8Array][]],
) {
  const { publicKey, documentHash, bound } = presented
  if (!bound) throw new Error('not bound')
  const { claimedChallenge: c, responses } = opened(presented)
  const minus = negateScalar(c)
  const { chainId, templateHash, issuer, numbers } = bound.parameters
  const ranges = numbers.map(({ name, unit, lo, hi }) => [name, unit, lo, hi])
  const header = sha256(encode([1, chainId, templateHash, issuer, ranges, null, authority.id]))

  const [aBar, bBar, d] = pointsOf(part[0]) as [G1, G1, G1]
  const [eHat, r1Hat, r3Hat, ...rest] = scalarsOf(part[1]) as [Scalar, Scalar, Scalar, ...Scalar[]]
  const hats = [responses.get(bound.linkIndex) as Scalar, ...rest]
  const [holderHat, nymHat] = hats.slice(-2) as [Scalar, Scalar]
  const t1 = sum([bBar, c], [aBar, eHat], [d, r1Hat])
  const [q1, ...bases] = generators.map(pointOf) as [G1, ...G1[]]
  const signed = g1.add(bbs.basePoint.point, g1.multiply(q1, domainOf(publicKey, header)))
  const t2 = sum([signed, c], [d, r3Hat], ...hats.map((hat, j) => [bases[j] as G1, hat] as const))

  const statements = bound.statements.map((statement, j) => {
    const [octets, answers] = part[2][j] as [Uint8Array, Uint8Array]
    const sent = pointsOf(octets)
    if (statement.type === 'pseudonym') {
      const { label, scope } = statement
      const base = hashed('PSEUDONYM', encode(scope ? [null, scope, label] : [context.domain, label]))
      const first = sum([base, nymHat], [sent[0] as G1, minus])
      return ['pseudonym', [label, scope ?? null], [g1.encode(base)], [octets], [g1.encode(first)]]
    }
    const u = hashed('U', encode([chainId, authority.id, issuer]))
    const gBar = hashed('BASES', utf8('gbar'))
    const y = pointOf(authority.key)
    const [rho] = scalarsOf(answers) as [Scalar]
    const [r, rBar, e] = sent as [G1, G1, G1]
    const first = [
      sum([g1.generator, rho], [r, minus]),
      sum([gBar, rho], [rBar, minus]),
      sum([y, rho], [u, holderHat], [e, minus]),
    ]
    return ['escrow', [], [g1.generator, gBar, y, u].map(g1.encode), chunks(octets, 48), first.map(g1.encode)]
  })
  const points = chunks(part[0], 48)
  const firstMessages = [t1, t2].map(g1.encode)
  const entry = [publicKey, documentHash, bound.linkIndex, header, points, firstMessages, statements]
  return { c, holderHat, nymHat, entry }
}

function sameHolderEntry(
  [k, kappas]: [Uint8Array, Uint8Array],
  bound: readonly { c: Scalar; holderHat: Scalar; nymHat: Scalar }[],
) {
  const [g, g2, h] = ['G', 'G2', 'H'].map((name) => hashed('BASES', utf8(name))) as [G1, G1, G1]
  const answers = scalarsOf(kappas)
  const first = bound.map(({ c, holderHat, nymHat }, i) =>
    sum([g, holderHat], [g2, nymHat], [h, answers[i] as Scalar], [pointOf(k), negateScalar(c)]),
  )
  return ['same-holder', [], [g, g2, h].map(g1.encode), [k], first.map(g1.encode)]
}

/** Header and id that follow from a transcript. */
async function expectTranscript({ proved, request }: Presented, transcript: unknown[]) {
  const hash = sha256(encode(transcript))
  const { challenge, domain } = request.context
  const binding = Buffer.from(hash).toString('base64url')
  const presentationHeader = utf8(JSON.stringify({ challenge, domain, binding }))
  const challenges = request.credentials.map((presented) => {
    const proof = opened(presented)
    expect(proof.challenge(presentationHeader)).toBe(proof.claimedChallenge)
    return encodeScalar(proof.claimedChallenge)
  })
  const id = sha256(Buffer.concat([utf8('VELUM_BINDING_V1_PRESENTATION_ID_'), hash, ...challenges]))
  expect(hex(proved.presentationHeader)).toBe(hex(presentationHeader))
  expect(hex(proved.presentationId)).toBe(hex(id))
  const verdict = await verifyBoundPresentation(request)
  expect(verdict).toMatchObject({ valid: true, presentationId: id, presentationHeader })
}

describe('the transcript', () => {
  it('holds what docs/proof-system.md lists, in its order', async () => {
    const statements: Statement[] = [
      { type: 'pseudonym', label: 'account' },
      { type: 'pseudonym', label: 'health', scope: new Uint8Array(32).fill(9) },
      { type: 'escrow' },
    ]
    const context = contextOf(authority, { sameHolder: true, transactionHash: random(32) })
    const presented = await present(context, [
      { issued: residence, statements },
      { issued: diploma, unbound: true, disclosedIndexes: [1] },
      { issued: diploma },
    ])
    const [version, parts, commitment] = decode(presented.request.extension)
    expect([version, parts[1]]).toEqual([1, null])
    const [first, second, third] = presented.request.credentials as [
      PresentedCredential,
      PresentedCredential,
      PresentedCredential,
    ]
    const bound = [boundEntry(context, first, parts[0]), boundEntry(context, third, parts[2])] as const
    const unbound = [second.publicKey, second.documentHash, null, null, null, null, null]
    await expectTranscript(presented, [
      'velum-binding-2026',
      context.challenge,
      context.domain,
      context.time,
      context.transactionHash,
      null,
      [authority.id, 3, authority.key],
      [bound[0].entry, unbound, bound[1].entry],
      sameHolderEntry(commitment, bound),
    ])
  })

  it('has null in the place of what is absent', async () => {
    const context = contextOf(null, { time: null })
    const presented = await present(context, [{ issued: residence }])
    const [, [part], none] = decode(presented.request.extension)
    expect(none).toBeNull()
    const { entry } = boundEntry(context, presented.request.credentials[0] as PresentedCredential, part)
    await expectTranscript(presented, [
      'velum-binding-2026',
      context.challenge,
      context.domain,
      null,
      null,
      null,
      null,
      [entry],
      null,
    ])
  })
})
