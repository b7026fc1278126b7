import { parseTemplate, residentIdTemplate, templateDigest, type VerifiedCredential } from '@velum/credential'
import { expect, test } from 'vitest'
import { compareClaims } from '../src/compare-claims.ts'
import { askFor } from '../src/request-definition.ts'
import type { VerifierContext } from '../src/verifier-context.ts'

const template = parseTemplate({ ...residentIdTemplate, alwaysDisclosed: ['birthPlace', 'region'] })
const [query] = askFor(template, { required: ['sex'] }).credentials

function compare(credentialSubject: Readonly<Record<string, string>>) {
  const { type: _, ...claims } = credentialSubject
  const credential = {
    type: ['VerifiableCredential', template.type],
    credentialSubject,
  }
  const verified = {
    claims: Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== '')),
    template: { id: 'https://issuer.example/templates/resident-id/1', digest: templateDigest(template) },
  } as unknown as VerifiedCredential
  const context = { options: { templates: [template] } } as unknown as VerifierContext
  return compareClaims(context, { query, credential, verified })
}

test('what a template always discloses must be there in a suite that does not enforce it, be it to say that it is absent', () => {
  const type = template.subjectType
  expect(compare({ type, sex: 'F', region: 'Old Harbour', birthPlace: '' }).rejection).toBeUndefined()
  expect(compare({ type, sex: 'F', region: 'Old Harbour' })).toMatchObject({
    rejection: 'claims-missing',
    checks: [{ name: 'claims-asked-for', passed: false, compared: { actual: 'birthPlace' } }, {}],
  })
  expect(compare({ type, sex: 'F', birthPlace: '' }).rejection).toBe('claims-missing')
})
