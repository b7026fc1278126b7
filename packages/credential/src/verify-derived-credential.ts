import type { DidResolver } from '@velum/did'
import { verifyDerivedProof } from './bbs-2023-suite.ts'
import { bindingMember } from './binding/binding-member.ts'
import { checkCredentialShape, checkPeriod } from './check-credential.ts'
import { checkDerivedProof } from './check-derived-proof.ts'
import { type CheckStatusOptions, checkStatus, type StatusSource } from './check-status.ts'
import type { Checklist } from './checklist.ts'
import type { SignedCredential, UnsignedCredential } from './credential.ts'
import { createDocumentLoader } from './document-loader.ts'
import type { HeaderForm } from './header-form.ts'
import { checkIssuerKey, type IssuerKey } from './issuer-key.ts'

interface InspectOptions {
  json: unknown
  presentationHeader: HeaderForm
  trustedIssuers: readonly string[]
  templateDigests: readonly string[] | undefined
  now: () => Date
}

/** Checks of one derived credential that need neither cryptography nor the network. */
export function inspectDerivedCredential(checks: Checklist, options: InspectOptions): SignedCredential {
  const { json, presentationHeader, trustedIssuers, templateDigests, now } = options
  const credential = checkCredentialShape(checks, json)
  checkDerivedProof(checks, credential, presentationHeader)

  checks.check({
    name: 'link-hidden',
    passed: !Object.hasOwn(credential.credentialSubject, bindingMember),
    reason: 'link-disclosed',
  })

  checks.check({
    name: 'trusted-issuer',
    passed: trustedIssuers.includes(credential.issuer),
    reason: 'issuer-untrusted',
    expected: trustedIssuers.join(' '),
    actual: credential.issuer,
  })

  checkTemplate(checks, credential, templateDigests)
  checkPeriod(checks, credential, now())
  return credential
}

interface VerifyOptions {
  /** Inspected. */
  credential: SignedCredential
  presentationHeader: Uint8Array
  resolver: DidResolver
  statusSource: StatusSource
  now: () => Date
  maxStatusAgeSeconds: number | undefined
}

/** Checks who signed one derived credential, that they did, and that it is not revoked. */
export async function verifyDerivedCredential(checks: Checklist, options: VerifyOptions): Promise<IssuerKey> {
  const { credential, presentationHeader, resolver } = options
  const { issuer, proof } = credential
  const key = await checkIssuerKey(checks, { issuer, methodId: proof.verificationMethod, resolver })

  const documentLoader = createDocumentLoader(resolver)
  checks.check({
    name: 'signature',
    passed: await verifyDerivedProof({ document: credential, presentationHeader, documentLoader }),
    reason: 'proof-invalid',
  })

  await checkCredentialStatus(checks, options)
  return key
}

/** Checks that a credential is not revoked, where it has a place in a status list. */
export async function checkCredentialStatus(
  checks: Checklist,
  options: Omit<VerifyOptions, 'presentationHeader'>,
): Promise<void> {
  const { credential, resolver, statusSource, now, maxStatusAgeSeconds } = options
  const { issuer, credentialStatus } = credential
  if (credentialStatus === undefined) return
  await checkRevocation(checks, {
    entry: credentialStatus,
    issuer,
    resolver,
    statusSource,
    now,
    ...(maxStatusAgeSeconds !== undefined && { maxStatusAgeSeconds }),
  })
}

function checkTemplate(
  checks: Checklist,
  { credentialSchema }: UnsignedCredential,
  digests: readonly string[] | undefined,
): void {
  if (digests === undefined) return
  checks.check({
    name: 'template',
    passed: digests.includes(credentialSchema.digestSRI),
    reason: 'template-mismatch',
    expected: digests.join(' '),
    actual: credentialSchema.digestSRI,
  })
}

async function checkRevocation(checks: Checklist, options: CheckStatusOptions): Promise<void> {
  const outcome = await checkStatus(options)
  checks.check({
    name: 'status',
    passed: outcome.status === 'valid',
    reason: outcome.status === 'unknown' ? outcome.reason : 'revoked',
    expected: 'valid',
    actual: outcome.status === 'unknown' ? outcome.reason : `${outcome.status}, epoch ${outcome.epoch}`,
  })
}
