import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from '../src/base64.ts'
import { parseBaseProof, parseDerivedProof, proofKind } from '../src/bbs-2023-proof-value.ts'
import {
  type Credential,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  deriveCredential,
  type Presentation,
  parseTemplate,
  presentationHeader,
  residentIdTemplate,
  type VerifyPresentationOptions,
  validateClaims,
  verifyPresentation,
} from '../src/index.ts'
import { openProof, sealProof } from './forge.ts'
import { refusesEveryChange } from './refuses-every-change.ts'
import { challenge, createIssuer, domain, issueTo, resident, seededRandom, verifierOf } from './world.ts'

let credential: Credential
let derived: DerivedCredential
let presentation: Presentation
let verifier: Omit<VerifyPresentationOptions, 'presentation'>

beforeAll(async () => {
  const issuer = await createIssuer(1)
  credential = await issueTo(issuer)
  const header = presentationHeader({ challenge, domain })
  derived = await deriveCredential({ credential, claims: ['sex', 'region'], presentationHeader: header })
  presentation = await wrap(derived)
  verifier = await verifierOf(issuer)
})

async function wrap(credential: DerivedCredential): Promise<Presentation> {
  const holderKey = await createEd25519KeyPair({ random: seededRandom(31) })
  return createPresentation({ credentials: [credential], holderKey, challenge, domain })
}

const reasonFor = async (presentation: unknown) => {
  const verdict = await verifyPresentation({ presentation, ...verifier })
  return verdict.accepted ? 'accepted' : verdict.reason
}

const withProofValue = (proofValue: string): DerivedCredential => ({
  ...derived,
  proof: { ...derived.proof, proofValue },
})

test('a bit flipped in any part of the proof value is never accepted', async () => {
  const bytes = decodeBase64Url(derived.proof.proofValue.slice(1)) ?? new Uint8Array()
  const { bbsProof } = openProof(derived.proof.proofValue)
  const start = Buffer.from(bytes).indexOf(Buffer.from(bbsProof))
  // The frame around the proof costs little to check, so all of its bytes; of the points and scalars, one of each.
  const frame = [...bytes.keys()].filter((at) => at < start || at >= start + bbsProof.length)
  const points = [0, 1, 48, 96].map((at) => start + at)
  const scalars = [144, 176, 208, 240, bbsProof.length - 1].map((at) => start + at)
  for (const at of [...frame, ...points, ...scalars]) {
    const mauled = bytes.slice()
    mauled[at] = (mauled[at] ?? 0) ^ (1 << (at % 8))
    const proofValue = `u${encodeBase64Url(mauled)}`
    expect(await reasonFor(await wrap(withProofValue(proofValue))), `byte ${at}`).not.toBe('accepted')
  }
})

test('a proof value that is cut, extended or spelled in another way is never accepted', async () => {
  const { proofValue } = derived.proof
  const swapped = proofValue.slice(0, -1) + (proofValue.endsWith('A') ? 'B' : 'A')
  const spellings = [proofValue.slice(0, -1), proofValue.slice(0, -4), `${proofValue}A`, `${proofValue}AAAA`]
  const others = [`${proofValue}=`, `${proofValue} `, `z${proofValue.slice(1)}`, 'u', '', swapped]
  for (const text of [...spellings, ...others]) {
    expect(['proof-malformed', 'wrong-presentation-header']).toContain(
      await reasonFor(await wrap(withProofValue(text))),
    )
  }
})

test('a scalar of the proof that is zero or not reduced is never accepted', async () => {
  const order = Buffer.from('73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001', 'hex')
  const contents = openProof(derived.proof.proofValue)
  for (const [scalar, reason] of [
    [Buffer.alloc(32), 'proof-malformed'],
    [order, 'proof-invalid'],
    [Buffer.alloc(32, 0xff), 'proof-invalid'],
  ] as const) {
    for (const at of [144, 240, contents.bbsProof.length - 32]) {
      const bbsProof = contents.bbsProof.slice()
      bbsProof.set(scalar, at)
      expect(await reasonFor(await wrap(withProofValue(sealProof({ ...contents, bbsProof }))))).toBe(reason)
    }
  }
})

test('a point of the proof that is the identity, of small order or off the curve is never accepted', async () => {
  const contents = openProof(derived.proof.proofValue)
  const identity = Buffer.alloc(48)
  identity[0] = 0xc0
  // (0, 2). Pairings cannot see it: whoever takes it for a point of the group accepts whatever anybody makes up.
  const orderThree = Buffer.alloc(48)
  orderThree[0] = 0x80
  for (const point of [identity, orderThree, Buffer.alloc(48), Buffer.alloc(48, 0xff)]) {
    for (const at of [0, 48, 96]) {
      const bbsProof = contents.bbsProof.slice()
      bbsProof.set(point, at)
      expect(await reasonFor(await wrap(withProofValue(sealProof({ ...contents, bbsProof }))))).toBe(
        'proof-invalid',
      )
    }
  }
})

test('no change to any one value of a presentation is accepted', async () => {
  await refusesEveryChange(presentation, reasonFor)
})

test('whatever JSON it is given, the verifier answers with a refusal and does not throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue(),
      fc.constantFrom('@context', 'type', 'proof', 'verifiableCredential'),
      async (json, member) => {
        expect(await reasonFor(json)).not.toBe('accepted')
        expect(await reasonFor({ ...presentation, [member]: json })).not.toBe('accepted')
        expect(await reasonFor({ ...presentation, verifiableCredential: [json] })).not.toBe('accepted')
        const inCredential = { ...presentation.verifiableCredential[0], credentialSubject: json, proof: json }
        expect(await reasonFor({ ...presentation, verifiableCredential: [inCredential] })).not.toBe(
          'accepted',
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('whatever bytes it is given, the parser of proof values answers and does not throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(2, 3), (bytes, kind) => {
      const proofValue = `u${Buffer.from([0xd9, 0x5d, kind, ...bytes]).toString('base64url')}`
      expect(proofKind(proofValue)).toBe(kind === 2 ? 'base' : 'derived')
      expect(parseBaseProof(proofValue)).toBeUndefined()
      expect(parseDerivedProof(proofValue)).toBeUndefined()
    }),
    { numRuns: 2000 },
  )
})

test('base64url comes back as it went, and has one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = encodeBase64Url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(decodeBase64Url(text)).toEqual(bytes)
    }),
  )
  for (const text of ['A', 'AB=', 'AB==', 'A+A', 'A/A', 'AB', 'é'])
    expect(decodeBase64Url(text)).toBeUndefined()
  expect(decodeBase64Url('AA')).toEqual(Uint8Array.of(0))
})

test('whatever JSON it is given, a template is parsed or refused by its code', () => {
  const template = { name: 'x', version: 1, schema: {}, order: [], labels: {} }
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('schema', 'labels', 'order', 'title'), (json, member) => {
      for (const candidate of [json, { ...template, [member]: json }]) {
        expect(() => parseTemplate(candidate)).toThrow(expect.objectContaining({ code: 'template-invalid' }))
      }
    }),
  )
})

test('text that passes as a claim is shown to the verifier as it is', async () => {
  const issuer = await createIssuer(1)
  const region = '"\\\n\r\t\u0000\u007f\u2028<>&{}\u202e𠮷 \u0301 #_ :x^^@en .'
  expect(validateClaims(residentIdTemplate, { ...resident, region })).toEqual([])
  const credential = await issueTo(issuer, { claims: { ...resident, region } })
  const header = presentationHeader({ challenge, domain })
  const derived = await deriveCredential({ credential, claims: ['region'], presentationHeader: header })
  const verdict = await verifyPresentation({ presentation: await wrap(derived), ...verifier })
  expect(verdict).toMatchObject({ accepted: true, credentials: [{ claims: { region } }] })
})
