import type { DidResolver } from '@velum/did'
import { verifyDerivedProof } from './bbs-2023-suite.ts'
import { isShownBbsPlus, type ShownBbsPlusCredential } from './bbs-plus/bbs-plus-credential.ts'
import { saysBbsPlus } from './bbs-plus/bbs-plus-shape.ts'
import { inspectDerivedBbsPlus, verifyDerivedBbsPlus } from './bbs-plus/verify-derived-bbs-plus.ts'
import { bindingMember } from './binding/binding-member.ts'
import { checkCredentialShape, checkPeriod } from './check-credential.ts'
import { checkDerivedProof } from './check-derived-proof.ts'
import { type CheckStatusOptions, checkStatus, type StatusSource } from './check-status.ts'
import type { Checklist } from './checklist.ts'
import type { SignedCredential } from './credential.ts'
import { type CredentialSuite, credentialBody } from './credential-suite.ts'
import { createDocumentLoader } from './document-loader.ts'
import type { HeaderForm } from './header-form.ts'
import { checkIssuerKey, type IssuerKey } from './issuer-key.ts'
import { isJsonObject } from './json-object.ts'

/** A credential with a derived proof, of either suite. */
export type InspectedCredential = SignedCredential | ShownBbsPlusCredential

/** Whether an inspected credential is of the default suite. */
export function isSignedByBbs2023(credential: InspectedCredential): credential is SignedCredential {
  return !isShownBbsPlus(credential)
}

interface InspectOptions {
  json: unknown
  suites: readonly CredentialSuite[]
  presentationHeader: HeaderForm
  trustedIssuers: readonly string[]
  templateDigests: readonly string[] | undefined
  now: () => Date
}

/** Checks of one derived credential that need neither cryptography nor the network. */
export function inspectDerivedCredential(checks: Checklist, options: InspectOptions): InspectedCredential {
  const { json, presentationHeader, suites, trustedIssuers, templateDigests, now } = options
  const credential = inspectProof(checks, { json, presentationHeader, suites })

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
  checkPeriod(checks, credentialBody(credential), now())
  return credential
}

function inspectProof(
  checks: Checklist,
  { json, presentationHeader, suites }: Pick<InspectOptions, 'json' | 'presentationHeader' | 'suites'>,
): InspectedCredential {
  if (isJsonObject(json) && saysBbsPlus(json)) {
    const header = new TextEncoder().encode(presentationHeader.expected)
    return inspectDerivedBbsPlus(checks, { json, presentationHeader: header, suites })
  }
  const credential = checkCredentialShape(checks, json, suites)
  checkDerivedProof(checks, credential, presentationHeader)
  return credential
}

interface VerifyOptions {
  /** Inspected. */
  credential: InspectedCredential
  presentationHeader: Uint8Array
  resolver: DidResolver
  statusSource: StatusSource | 'not-checked'
  now: () => Date
  maxStatusAgeSeconds: number | undefined
}

/** Checks who signed one derived credential, that they did, and that it is not revoked. */
export async function verifyDerivedCredential(checks: Checklist, options: VerifyOptions): Promise<IssuerKey> {
  const { credential, presentationHeader, resolver } = options
  const { issuer, proof } = credential
  const key = await checkIssuerKey(checks, { issuer, methodId: proof.verificationMethod, resolver })

  const { publicKey } = key
  const documentLoader = createDocumentLoader(resolver)
  checks.check({
    name: 'signature',
    passed: isShownBbsPlus(credential)
      ? await verifyDerivedBbsPlus({ credential, presentationHeader, publicKey })
      : await verifyDerivedProof({ document: credential, presentationHeader, documentLoader }),
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
  if (credentialStatus === undefined || statusSource === 'not-checked') return
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
  { credentialSchema }: InspectedCredential,
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
