import type { DidResolver } from '@velum/did'
import { verifyDerivedProof } from './bbs-2023-suite.ts'
import { isShownBbsPlus, type ShownBbsPlusCredential } from './bbs-plus/bbs-plus-credential.ts'
import { saysBbsPlus } from './bbs-plus/bbs-plus-shape.ts'
import { inspectDerivedBbsPlus, verifyDerivedBbsPlus } from './bbs-plus/verify-derived-bbs-plus.ts'
import { checkCredentialShape, checkPeriod } from './check-credential.ts'
import { checkDerivedProof } from './check-derived-proof.ts'
import { type CheckStatusOptions, checkStatus, type StatusSource } from './check-status.ts'
import type { Checklist } from './checklist.ts'
import type { SignedCredential } from './credential.ts'
import { type CredentialSuite, credentialBody } from './credential-suite.ts'
import { createDocumentLoader } from './document-loader.ts'
import { findIssuerKey } from './issuer-key.ts'
import { isJsonObject } from './json-object.ts'

/** A credential with a derived proof, of either suite. */
type InspectedCredential = SignedCredential | ShownBbsPlusCredential

interface InspectOptions {
  json: unknown
  suites: readonly CredentialSuite[]
  presentationHeader: Uint8Array
  trustedIssuers: readonly string[]
  templateDigests: readonly string[] | undefined
  now: () => Date
}

/** Checks of one derived credential that need neither cryptography nor the network. */
export function inspectDerivedCredential(checks: Checklist, options: InspectOptions): InspectedCredential {
  const { json, presentationHeader, suites, trustedIssuers, templateDigests, now } = options
  const credential = inspectProof(checks, { json, presentationHeader, suites })

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
    return inspectDerivedBbsPlus(checks, { json, presentationHeader, suites })
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
  statusSource: StatusSource
  now: () => Date
  maxStatusAgeSeconds: number | undefined
}

/** Checks who signed one derived credential, that they did, and that it is not revoked. */
export async function verifyDerivedCredential(checks: Checklist, options: VerifyOptions): Promise<void> {
  const { credential, presentationHeader, resolver, statusSource, now, maxStatusAgeSeconds } = options
  const { issuer, proof, credentialStatus } = credential
  const key = await findIssuerKey({ issuer, methodId: proof.verificationMethod, resolver })
  checks.check({
    name: 'issuer-key',
    passed: 'publicKey' in key,
    reason: 'reason' in key ? key.reason : 'issuer-key-unknown',
    expected: 'a current assertion key of the issuer',
    actual: proof.verificationMethod,
  })

  const { publicKey } = key as { publicKey: Uint8Array }
  const documentLoader = createDocumentLoader(resolver)
  checks.check({
    name: 'signature',
    passed: isShownBbsPlus(credential)
      ? await verifyDerivedBbsPlus({ credential, presentationHeader, publicKey })
      : await verifyDerivedProof({ document: credential, presentationHeader, documentLoader }),
    reason: 'proof-invalid',
  })

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
