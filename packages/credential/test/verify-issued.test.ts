import type { Did } from '@velum/did'
import { beforeAll, describe, expect, test } from 'vitest'
import { signBaseProof } from '../src/bbs-2023-suite.ts'
import { contextLoader } from '../src/document-loader.ts'
import {
  type Claims,
  type Credential,
  deriveCredential,
  issueCredential,
  parseCredential,
  parseTemplate,
  presentationHeader,
  type RejectionReason,
  residentIdTemplate,
  type Template,
  type VerifyIssuedOptions,
  verifyIssued,
} from '../src/index.ts'
import { unsignedCredential } from '../src/issue-credential.ts'
import { mandatoryPointers } from '../src/template-layout.ts'
import { libraryIssues } from './oracle.ts'
import {
  challenge,
  createIssuer,
  documentOf,
  documentsOf,
  domain,
  type Issuer,
  issueTo,
  listUrl,
  type Mutable,
  mutable,
  resident,
  resolverOf,
  seededRandom,
  templateUrl,
  today,
} from './world.ts'

let issuer: Issuer
let credential: Credential

beforeAll(async () => {
  issuer = await createIssuer(1)
  credential = await issueTo(issuer)
})

function receive(credential: unknown, changes: Partial<VerifyIssuedOptions> = {}) {
  return verifyIssued({
    credential,
    template: residentIdTemplate,
    resolver: resolverOf([documentsOf(issuer)]),
    now: () => today,
    ...changes,
  })
}

async function expectRefusal(
  credential: unknown,
  reason: RejectionReason,
  changes: Partial<VerifyIssuedOptions> = {},
): Promise<void> {
  expect(await receive(credential, changes)).toMatchObject({ accepted: false, reason })
}

function changed(change: (credential: Mutable<Credential>) => void): unknown {
  const copy = mutable(credential)
  change(copy)
  return copy
}

// An issuer that keeps to the cryptography and to nothing else.
async function signAnything(options: {
  document?: object
  pointers?: readonly string[]
  seed?: number
  template?: Template
}): Promise<object> {
  const template = options.template ?? residentIdTemplate
  const status = { listUrl, index: 5 }
  const document = unsignedCredential({ template, templateUrl, claims: resident, issuer: issuer.did, status })
  const { signed } = await signBaseProof({
    document: { ...document, ...options.document },
    mandatoryPointers: options.pointers ?? mandatoryPointers(template, { withStatus: true }),
    key: issuer.key,
    verificationMethod: `${issuer.did}#${issuer.key.publicKeyMultibase}`,
    random: seededRandom(options.seed ?? 3),
    documentLoader: contextLoader,
  })
  return signed
}

describe('a wallet accepts', () => {
  test('a credential of the template, with and without a status', async () => {
    const verdict = await receive(credential, { issuer: issuer.did })
    expect(verdict).toMatchObject({
      accepted: true,
      credential: { issuer: issuer.did, type: 'ResidentIdCredential', claims: resident },
    })
    expect(await receive(await issueTo(issuer, { index: null }))).toMatchObject({ accepted: true })
    expect(await receive(await signAnything({}))).toMatchObject({ accepted: true })
  })

  test('a credential as it comes off the wire', async () => {
    const wire = JSON.parse(JSON.stringify(credential))
    expect(await receive(wire)).toMatchObject({ accepted: true })
    expect(parseCredential(wire)).toEqual(credential)
  })

  test('a credential of a template with numbers, truth values and claims that are always disclosed', async () => {
    const template = parseTemplate({
      ...residentIdTemplate,
      name: 'library-card',
      type: 'LibraryCardCredential',
      subjectType: 'LibraryCard',
      schema: {
        ...residentIdTemplate.schema,
        properties: { branch: { type: 'string' }, loans: { type: 'integer' }, adult: { type: 'boolean' } },
        required: ['branch'],
      },
      labels: { branch: { en: 'a', zh: 'a' }, loans: { en: 'b', zh: 'b' }, adult: { en: 'c', zh: 'c' } },
      order: ['branch', 'adult', 'loans'],
      alwaysDisclosed: ['branch'],
    })
    for (const claims of [{ branch: 'North' }, { branch: 'North', loans: 0, adult: false }] as Claims[]) {
      const card = await issueTo(issuer, { template, claims, index: null })
      expect(await receive(card, { template })).toMatchObject({ accepted: true, credential: { claims } })
    }
  })
})

describe('a wallet refuses', () => {
  test('a claim that was changed after signing', async () => {
    const tampered = changed(({ credentialSubject }) => {
      credentialSubject.nationality = 'ABC'
    })
    await expectRefusal(tampered, 'proof-invalid')
  })

  test('a claim that does not fit the template, though it is signed', async () => {
    const { credentialSubject } = credential
    const document = { credentialSubject: { ...credentialSubject, birthDate: '1969-02-30' } }
    const verdict = await receive(await signAnything({ document }))
    expect(verdict).toMatchObject({ accepted: false, reason: 'claims-invalid' })
    expect(verdict.checks.at(-1)?.compared.actual).toBe('birthDate: wrong-format')
    expect(JSON.stringify(verdict)).not.toContain('1969-02-30')
  })

  test('a claim too few or too many, or claims in another order', async () => {
    const { type, familyName = '', ...others } = credential.credentialSubject
    await expectRefusal(
      await signAnything({ document: { credentialSubject: { type, ...others } } }),
      'claims-invalid',
    )
    const reordered = { credentialSubject: { type, ...others, familyName } }
    await expectRefusal(await signAnything({ document: reordered }), 'claims-invalid')
    const extra = { credentialSubject: { ...credential.credentialSubject, shoeSize: 42 } }
    await expectRefusal(await signAnything({ document: extra }), 'claims-invalid')
  })

  test('another template, subject type or period than the template’s', async () => {
    const template = parseTemplate({ ...residentIdTemplate, version: 2 })
    await expectRefusal(credential, 'template-mismatch', { template })
    const { credentialSubject } = credential
    for (const document of [
      { type: ['VerifiableCredential', 'PassportCredential'] },
      { credentialSubject: { ...credentialSubject, type: 'Passport' } },
      { validUntil: '2036-01-01T00:00:01Z' },
      { validFrom: '2026-01-02T00:00:00Z' },
    ]) {
      await expectRefusal(await signAnything({ document }), 'template-mismatch')
    }
  })

  test('another set of always disclosed statements than the template’s', async () => {
    const pointers = mandatoryPointers(residentIdTemplate, { withStatus: true })
    const more = [...pointers, '/credentialSubject/residentNumber']
    await expectRefusal(await signAnything({ pointers: more }), 'statements-differ')
    await expectRefusal(await signAnything({ pointers: pointers.slice(1) }), 'statements-differ')
  })

  test('labels in another order than the template’s', async () => {
    // What the library does by itself: one HMAC key, drawn once.
    const { proof: _, ...document } = credential
    const pointers = mandatoryPointers(residentIdTemplate, { withStatus: true })
    const verdicts = new Set<string>()
    for (let attempt = 0; attempt < 40 && !verdicts.has('statements-differ'); attempt += 1) {
      const signed = await libraryIssues(document, issuer, pointers)
      const verdict = await receive(signed)
      verdicts.add(verdict.accepted ? 'accepted' : verdict.reason)
    }
    expect(verdicts).toContain('statements-differ')
  })

  test('a derived proof, a proof that is no proof and more than one', async () => {
    const header = presentationHeader({ challenge, domain })
    const derived = await deriveCredential({
      credential,
      claims: Object.keys(resident),
      presentationHeader: header,
    })
    await expectRefusal(derived, 'derived-proof-received')
    const withProof = (proof: unknown) => ({ ...credential, proof })
    await expectRefusal(withProof({ ...credential.proof, proofValue: 'u2V0C' }), 'proof-malformed')
    await expectRefusal(withProof({ ...credential.proof, proofValue: 'z1' }), 'proof-malformed')
    await expectRefusal(withProof([credential.proof]), 'proof-count')
    await expectRefusal(
      withProof({ ...credential.proof, created: '2026-11-23T00:00:00Z' }),
      'unexpected-member',
    )
    await expectRefusal(withProof({ ...credential.proof, cryptosuite: 'ecdsa-sd-2023' }), 'wrong-cryptosuite')
    await expectRefusal(withProof(undefined), 'malformed')
  })

  test('another issuer than the one that made the offer', async () => {
    const other = await createIssuer(2)
    await expectRefusal(credential, 'issuer-untrusted', { issuer: other.did })
  })

  test('an issuer whose DID is spelled in capitals, by which it could mark its holders', async () => {
    const marked = issuer.did.replace(/[0-9a-f]{40}$/, (address) => address.toUpperCase())
    const spelled = changed((copy) => {
      copy.issuer = marked as Did
      copy.proof.verificationMethod = copy.proof.verificationMethod.replace(issuer.did, marked)
    })
    expect(marked).not.toBe(issuer.did)
    await expectRefusal(spelled, 'malformed')
  })

  test('a key that is not current, and one that is not in the proof', async () => {
    const resolver = resolverOf([documentOf(issuer.did, [issuer.statusKey])])
    await expectRefusal(credential, 'issuer-key-unknown', { resolver })
    const other = await createIssuer(2)
    const both = resolverOf([documentOf(issuer.did, [issuer.key, other.key])])
    const relabelled = changed(({ proof }) => {
      proof.verificationMethod = `${issuer.did}#${other.key.publicKeyMultibase}`
    })
    await expectRefusal(relabelled, 'issuer-key-unknown', { resolver: both })
  })

  test('a credential whose period is over', async () => {
    await expectRefusal(credential, 'expired', { now: () => new Date('2036-01-01T00:00:00Z') })
  })

  test('contexts and members that are not ours, and what is no object', async () => {
    await expectRefusal(
      { ...credential, '@context': [...credential['@context'], 'https://x.example'] },
      'unknown-context',
    )
    await expectRefusal({ ...credential, id: 'urn:uuid:0' }, 'unexpected-member')
    for (const nothing of [undefined, null, 'credential', [], 1n]) await expectRefusal(nothing, 'malformed')
    expect(() => parseCredential('credential')).toThrow(
      expect.objectContaining({ code: 'credential-invalid' }),
    )
    expect(() => parseCredential({ ...credential, id: 'urn:x' })).toThrow(
      expect.objectContaining({ code: 'credential-invalid' }),
    )
    expect(() => parseCredential({ ...credential, '@context': [] })).toThrow(
      expect.objectContaining({ code: 'unknown-context' }),
    )
  })
})

describe('issuing refuses', () => {
  const issueWith = (changes: object) =>
    issueCredential({
      template: residentIdTemplate,
      templateUrl,
      claims: resident,
      issuer: issuer.did,
      key: issuer.key,
      resolver: resolverOf([documentsOf(issuer)]),
      ...changes,
    })

  test('claims that do not fit, without repeating their values', async () => {
    const claims = { ...resident, birthDate: 'the fifth of June', nationality: 'nowhere' }
    const error = await issueWith({ claims }).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: 'claims-invalid' })
    expect(String(error)).toContain('birthDate')
    expect(String(error)).not.toMatch(/fifth|nowhere/)
  })

  test('a key that the issuer’s document does not list', async () => {
    const other = await createIssuer(2)
    await expect(issueWith({ key: other.key })).rejects.toMatchObject({ code: 'issuer-key-unknown' })
  })

  test('addresses and indexes that are none', async () => {
    await expect(issueWith({ templateUrl: 'templates/1' })).rejects.toMatchObject({
      code: 'credential-invalid',
    })
    for (const index of [-1, 131_072, 0.5]) {
      await expect(issueWith({ status: { listUrl, index } })).rejects.toMatchObject({
        code: 'credential-invalid',
      })
    }
    await expect(issueWith({ status: { listUrl: 'ftp://x', index: 1 } })).rejects.toMatchObject({
      code: 'credential-invalid',
    })
  })
})
