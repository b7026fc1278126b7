import type { Statement } from '@velum/binding'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from '../src/base64.ts'
import {
  type BoundPresentation,
  boundResidentIdTemplate,
  parseTemplate,
  type VerifyPresentationOptions,
  verifyPresentation,
} from '../src/index.ts'
import {
  type BoundWorld,
  boundVerifierOf,
  createBoundWorld,
  escrowContext,
  expecting,
  holdBound,
  presentBound,
  showing,
} from './bound-world.ts'
import { openProof, sealProof } from './forge.ts'
import { refusesEveryChange } from './refuses-every-change.ts'

const pseudonym: Statement = { type: 'pseudonym', label: 'account' }
const escrow: Statement = { type: 'escrow' }

let world: BoundWorld
let presentation: BoundPresentation
let verifier: Omit<VerifyPresentationOptions, 'presentation'>
let extension: Uint8Array

beforeAll(async () => {
  world = await createBoundWorld()
  const held = await holdBound(world)
  const made = await presentBound({
    issuers: [world.issuer],
    credentials: [showing(held, [pseudonym, escrow], ['sex', 'region'])],
    context: escrowContext(world),
    withHolderProof: false,
  })
  presentation = made.presentation
  const { id, epoch } = world.authority
  verifier = await boundVerifierOf(world, expecting([[pseudonym, escrow]], { authority: { id, epoch } }))
  if ('length' in presentation.proof) throw new Error('There should be one proof.')
  extension = decodeBase64Url(presentation.proof.proofValue.slice(1)) ?? new Uint8Array()
})

const reasonFor = async (presentation: unknown) => {
  const verdict = await verifyPresentation({ presentation, ...verifier })
  return verdict.accepted ? 'accepted' : verdict.reason
}

const withExtension = (octets: Uint8Array) => ({
  ...presentation,
  proof: { ...presentation.proof, proofValue: `u${encodeBase64Url(octets)}` },
})

test('the presentation that all these maul is accepted', async () => {
  expect(await reasonFor(presentation)).toBe('accepted')
  expect(await reasonFor(withExtension(extension))).toBe('accepted')
})

test('a bit flipped in any third octet of the binding proof, and in all of its first ones, is never accepted', async () => {
  const octets = [...extension.keys()].filter((at) => at < 16 || at % 3 === 0)
  for (const at of octets) {
    const mauled = extension.slice()
    mauled[at] = (mauled[at] ?? 0) ^ (1 << (at % 8))
    const reason = await reasonFor(withExtension(mauled))
    expect(['binding-malformed', 'transcript-mismatch', 'statement-missing'], `octet ${at}`).toContain(reason)
  }
})

test('a binding proof that is cut or extended is never accepted', async () => {
  for (const octets of [
    ...[0, 1, 60, extension.length - 1].map((length) => extension.subarray(0, length)),
    Uint8Array.from([...extension, 0]),
    Uint8Array.from([...extension, 0xf6]),
  ]) {
    expect(await reasonFor(withExtension(octets))).toBe('binding-malformed')
  }
})

test('a bit flipped in a point or scalar of the standard proof is never accepted', async () => {
  const [credential] = presentation.verifiableCredential
  if (credential === undefined) throw new Error('no credential')
  const contents = openProof(credential.proof.proofValue)
  for (let at = 7; at < contents.bbsProof.length; at += 16) {
    const bbsProof = contents.bbsProof.slice()
    bbsProof[at] = (bbsProof[at] ?? 0) ^ (1 << (at % 8))
    const proof = { ...credential.proof, proofValue: sealProof({ ...contents, bbsProof }) }
    const mauled = { ...presentation, verifiableCredential: [{ ...credential, proof }] }
    expect(['proof-malformed', 'transcript-mismatch'], `octet ${at}`).toContain(await reasonFor(mauled))
  }
})

test('indexes that are repeated, descending or shifted are never accepted', async () => {
  const [credential] = presentation.verifiableCredential
  if (credential === undefined) throw new Error('no credential')
  const contents = openProof(credential.proof.proofValue)
  const [first = 0, second = 0] = contents.selectiveIndexes
  for (const selectiveIndexes of [
    [second, first],
    [first, first],
    [first, second + 1],
    [first - 1, second],
    [1, second],
    [first],
    [first, second, second + 1],
  ]) {
    const proof = { ...credential.proof, proofValue: sealProof({ ...contents, selectiveIndexes }) }
    const mauled = { ...presentation, verifiableCredential: [{ ...credential, proof }] }
    expect(await reasonFor(mauled), selectiveIndexes.join()).not.toBe('accepted')
  }
})

test('no change to any one value of a bound presentation is accepted', async () => {
  await refusesEveryChange(presentation, reasonFor)
})

test('whatever JSON stands in the place of the binding proof, the verifier refuses and does not throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (json) => {
      const proof = presentation.proof
      expect(await reasonFor({ ...presentation, proof: json })).not.toBe('accepted')
      expect(await reasonFor({ ...presentation, proof: [proof, json] })).not.toBe('accepted')
      expect(await reasonFor({ ...presentation, proof: { ...proof, proofValue: json } })).not.toBe('accepted')
    }),
    { numRuns: 200 },
  )
})

test('whatever octets the binding proof holds, the verifier refuses and does not throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (octets) => {
      expect(await reasonFor(withExtension(octets))).toBe('binding-malformed')
    }),
    { numRuns: 200 },
  )
})

test('whatever JSON it is given for a binding, a template is parsed or refused by its code', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('binding', 'person', 'record', 'numbers', 'number'),
      (json, member) => {
        const { binding } = boundResidentIdTemplate
        const candidate =
          member === 'binding'
            ? json
            : { ...binding, ...(member === 'number' ? { numbers: [json] } : { [member]: json }) }
        expect(() => parseTemplate({ ...boundResidentIdTemplate, binding: candidate })).toThrow(
          expect.objectContaining({ code: 'template-invalid' }),
        )
      },
    ),
  )
})
