import { beforeAll, describe, expect, test } from 'vitest'
import { deriveCredential, presentationHeader, verifyPresentation } from '../src/index.ts'
import { expecting } from './bound-world.ts'
import { createRefusalWorld, proofSetOf, type RefusalWorld, wrapUnbound } from './refusal-world.ts'
import { challenge, domain, issueTo } from './world.ts'

let world: RefusalWorld['world']
let verifier: RefusalWorld['verifier']
let present: RefusalWorld['present']
let presentation: RefusalWorld['presentation']
let presentationId: RefusalWorld['presentationId']
let expectRefusal: RefusalWorld['expectRefusal']

beforeAll(async () => {
  ;({ world, verifier, present, presentation, presentationId, expectRefusal } = await createRefusalWorld())
})

describe('the envelope of a bound presentation', () => {
  test('has no member too many, wherever it stands', async () => {
    const [binding, holder] = proofSetOf(presentation)
    const [first] = presentation.verifiableCredential
    const extra = { extra: 'x' }
    const inProofs = (change: object) => ({ ...presentation, proof: [{ ...binding, ...change }, holder] })
    const cases: unknown[] = [
      { ...presentation, ...extra },
      { ...presentation, id: 'urn:uuid:0' },
      { ...presentation, holder: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
      inProofs(extra),
      inProofs({ created: '2026-11-23T00:00:00Z' }),
      inProofs({ verificationMethod: holder.verificationMethod }),
      inProofs({ id: 'urn:uuid:0' }),
      { ...presentation, proof: [binding, { ...holder, ...extra }] },
      { ...presentation, proof: { ...binding, previousProof: 'urn:x' } },
      { ...presentation, verifiableCredential: [{ ...first, ...extra }] },
      { ...presentation, verifiableCredential: [{ ...first, proof: { ...first?.proof, ...extra } }] },
    ]
    for (const changed of cases) await expectRefusal(changed, 'unexpected-member')
  })

  test('has one proof of each kind, the binding proof first', async () => {
    const [binding, holder] = proofSetOf(presentation)
    const sets = [[], [binding], [holder], [holder, binding], [binding, binding], [holder, holder]]
    const more = [[binding, holder, holder], [binding, binding, holder], [binding, null], [[binding, holder]]]
    for (const proof of [...sets, ...more]) await expectRefusal({ ...presentation, proof }, 'proof-count')
    const foreign = { ...holder, cryptosuite: 'ecdsa-rdfc-2019' }
    await expectRefusal({ ...presentation, proof: [binding, foreign] }, 'wrong-cryptosuite')
  })

  test('has a proof that is checked even where it looks like a list', async () => {
    const [binding, holder] = proofSetOf(presentation)
    const alike = { length: 2, 0: binding, 1: holder }
    await expectRefusal({ ...presentation, proof: { ...holder, ...alike } }, 'unexpected-member')
    await expectRefusal({ ...presentation, proof: { ...binding, ...alike } }, 'unexpected-member')
    const unbound = await issueTo(world.issuer)
    const header = presentationHeader({ challenge, domain })
    const derived = await deriveCredential({ credential: unbound, claims: [], presentationHeader: header })
    const plain = await wrapUnbound(derived)
    const none = { bound: expecting([[]]) }
    await expectRefusal({ ...plain, proof: { length: 0 } }, 'unexpected-member', none)
    await expectRefusal({ ...plain, proof: { ...plain.proof, length: 2 } }, 'unexpected-member', none)
  })

  test('has the type and the purpose of a proof, and a value in its one spelling', async () => {
    const [binding] = proofSetOf(presentation)
    const alone = (change: object) => ({ ...presentation, proof: { ...binding, ...change } })
    for (const change of [{ type: 'Proof' }, { proofPurpose: 'assertionMethod' }, { proofValue: 7 }]) {
      await expectRefusal(alone(change), 'malformed')
    }
    const { proofValue } = binding
    for (const text of [
      '',
      'u',
      `z${proofValue.slice(1)}`,
      `${proofValue}=`,
      `${proofValue} `,
      `${proofValue}AAAA`,
    ]) {
      await expectRefusal(alone({ proofValue: text }), 'binding-malformed')
    }
    await expectRefusal(alone({ proofValue: `u${'A'.repeat(200_000)}` }), 'binding-malformed')
    await expectRefusal(alone({ proofValue: proofValue.slice(0, -4) }), 'binding-malformed')
  })

  test('keeps its presentation id however it is written down', async () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, inner]) => [name, turned(inner)]),
      )
    }
    const [binding, holder] = proofSetOf(presentation)
    for (const copy of [
      JSON.parse(JSON.stringify(presentation, undefined, 4)),
      turned(presentation),
      { ...presentation, proof: binding },
      { ...presentation, proof: [turned(binding), holder] },
    ]) {
      const verdict = await verifyPresentation({ presentation: copy, ...verifier })
      expect(verdict).toMatchObject({ accepted: true, presentationId })
    }
  })

  test('is refused when what JSON-LD would take for the same is written in another way', async () => {
    const [first] = presentation.verifiableCredential
    for (const copy of [
      { ...presentation, verifiableCredential: first },
      { ...presentation, type: 'VerifiablePresentation' },
      { ...presentation, '@context': presentation['@context'][0] },
    ]) {
      const verdict = await verifyPresentation({ presentation: copy, ...verifier })
      expect(verdict.accepted).toBe(false)
    }
  })

  test('carries the one-time key’s signature over what stands in it, where there is one', async () => {
    const other = await present({})
    const [binding] = proofSetOf(presentation)
    const [, holder] = proofSetOf(other.presentation)
    await expectRefusal({ ...presentation, proof: [binding, holder] }, 'holder-proof-invalid')
  })
})
