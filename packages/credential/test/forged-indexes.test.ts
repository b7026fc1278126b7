import { beforeAll, expect, test } from 'vitest'
import { libraryAcceptsCredential } from '../../../e2e/support/published-libraries.ts'
import {
  type Credential,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  deriveCredential,
  presentationHeader,
  type Verdict,
  verifyPresentation,
} from '../src/index.ts'
import { forgeClaim, openProof, replaceProof, sealProof } from './forge.ts'
import {
  challenge,
  createIssuer,
  documentsOf,
  domain,
  type Issuer,
  issueTo,
  resolverOf,
  seededRandom,
  today,
  verifierOf,
} from './world.ts'

const header = presentationHeader({ challenge, domain })
let issuer: Issuer
let credential: Credential
let derived: DerivedCredential

beforeAll(async () => {
  issuer = await createIssuer(1)
  credential = await issueTo(issuer)
  derived = await deriveCredential({
    credential,
    claims: ['nationality', 'sex'],
    presentationHeader: header,
  })
})

async function verify(credential: DerivedCredential): Promise<Verdict> {
  const holderKey = await createEd25519KeyPair({ random: seededRandom(3) })
  const presentation = await createPresentation({ credentials: [credential], holderKey, challenge, domain })
  return verifyPresentation({ presentation, ...(await verifierOf(issuer)) })
}

function withIndexes(
  change: (indexes: readonly number[]) => number[],
  which: 'mandatory' | 'selective',
): DerivedCredential {
  const { proofValue } = derived.proof
  const contents = openProof(proofValue)
  const changed =
    which === 'mandatory'
      ? { mandatoryIndexes: change(contents.mandatoryIndexes) }
      : { selectiveIndexes: change(contents.selectiveIndexes) }
  return { ...derived, proof: { ...derived.proof, proofValue: replaceProof(proofValue, changed) } }
}

test('a claim that nobody signed passes the unmodified library by a repeated index, and not us', async () => {
  const forged = await forgeClaim(derived, { birthDate: '1901-01-01' })
  expect(forged.credentialSubject).toMatchObject({ birthDate: '1901-01-01', nationality: 'UTO', sex: 'F' })
  const resolver = resolverOf([documentsOf(issuer)])
  expect(await libraryAcceptsCredential(forged, { resolver, now: today, presentationHeader: header })).toBe(
    true,
  )

  const verdict = await verify(forged)
  expect(verdict).toMatchObject({ accepted: false, reason: 'indexes-not-ascending' })
  // Of the 21 claims in alphabetical order nationality is number 11 and sex number 19, counted from 0.
  expect(verdict.checks.at(-1)).toMatchObject({
    name: 'selective-indexes',
    passed: false,
    compared: { actual: '19 11 19' },
  })
})

test('selective indexes that descend, repeat or lie beyond the signed messages are refused', async () => {
  const refused = async (change: (indexes: readonly number[]) => number[], reason: string) =>
    expect(await verify(withIndexes(change, 'selective'))).toMatchObject({ accepted: false, reason })
  await refused((indexes) => indexes.toReversed(), 'indexes-not-ascending')
  await refused(([first = 0]) => [first, first], 'indexes-not-ascending')
  await refused(([first = 0]) => [first, 21], 'indexes-out-of-range')
  await refused(([first = 0]) => [first, 4_000_000_000], 'indexes-out-of-range')
  await refused((indexes) => indexes.slice(1), 'indexes-out-of-range')
  await refused((indexes) => [0, ...indexes], 'indexes-out-of-range')
})

test('mandatory indexes that descend, repeat or lie beyond the statements are refused', async () => {
  const refused = async (change: (indexes: readonly number[]) => number[], reason: string) =>
    expect(await verify(withIndexes(change, 'mandatory'))).toMatchObject({ accepted: false, reason })
  await refused((indexes) => indexes.toReversed(), 'indexes-not-ascending')
  await refused(([first = 0, ...others]) => [first, first, ...others.slice(1)], 'indexes-not-ascending')
  await refused((indexes) => indexes.with(-1, 17), 'indexes-out-of-range')
  await refused((indexes) => [...indexes, 99], 'indexes-out-of-range')
})

test('a statement moved between the mandatory and the selective ones is refused', async () => {
  const { mandatoryIndexes, selectiveIndexes } = openProof(derived.proof.proofValue)
  const proofValue = replaceProof(derived.proof.proofValue, {
    mandatoryIndexes: mandatoryIndexes.slice(1),
    selectiveIndexes: [0, ...selectiveIndexes],
  })
  const moved = { ...derived, proof: { ...derived.proof, proofValue } }
  expect(await verify(moved)).toMatchObject({ accepted: false, reason: 'proof-invalid' })
})

test('a label map that merges, invents or leaves out nodes is refused', async () => {
  const maps = [
    new Map([
      [0, 1],
      [1, 1],
      [2, 2],
    ]),
    new Map([
      [0, 1],
      [1, 0],
      [2, 7],
    ]),
    new Map([
      [0, 1],
      [1, 0],
    ]),
    new Map([
      [0, 1],
      [1, 0],
      [2, 2],
      [3, 3],
    ]),
    new Map([
      [0, 1],
      [1, 0],
      [5, 2],
    ]),
  ]
  for (const labelMap of maps) {
    const proofValue = replaceProof(derived.proof.proofValue, { labelMap })
    const changed = { ...derived, proof: { ...derived.proof, proofValue } }
    expect(await verify(changed)).toMatchObject({ accepted: false, reason: 'label-map-invalid' })
  }
})

test('more statements than any template has are refused before a proof is computed over them', async () => {
  // Unbounded, a body of 120 kB kept a verifier busy for two minutes.
  const contents = openProof(derived.proof.proofValue)
  const claims = Object.fromEntries(Array.from({ length: 2_000 }, (_, number) => [`q${number}`, 1]))
  const { mandatoryIndexes } = contents
  const statements = 10 + Object.keys(claims).length + 5
  const many = {
    ...derived,
    credentialSubject: { type: derived.credentialSubject.type, ...claims },
    proof: {
      ...derived.proof,
      proofValue: sealProof({
        ...contents,
        mandatoryIndexes: mandatoryIndexes.map((_, position) => position),
        selectiveIndexes: Array.from(
          { length: statements - mandatoryIndexes.length },
          (_, position) => position,
        ),
      }),
    },
  } as unknown as DerivedCredential
  const verdict = await verify(many)
  expect(verdict).toMatchObject({ accepted: false, reason: 'indexes-out-of-range' })
  expect(verdict.checks.at(-1)).toMatchObject({ name: 'statements', passed: false })

  const hidden = { ...contents, bbsProof: Uint8Array.from({ length: 272 + 32 * 2_000 }, () => 1) }
  const long = { ...derived, proof: { ...derived.proof, proofValue: sealProof(hidden) } }
  expect(await verify(long)).toMatchObject({ accepted: false, reason: 'indexes-out-of-range' })
})
