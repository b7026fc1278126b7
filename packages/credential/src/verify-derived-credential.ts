import type { Did, DidResolver } from '@velum/did'
import { messageCount, parseDerivedProof, proofKind, sameBytes } from './bbs-2023-proof-value.ts'
import { verifyDerivedProof } from './bbs-2023-suite.ts'
import { type CheckStatusOptions, checkStatus, type StatusSource } from './check-status.ts'
import type { Checklist } from './checklist.ts'
import { credentialClaims, type DerivedCredential, type UnsignedCredential } from './credential.ts'
import {
  credentialContexts,
  credentialShapeProblem,
  hasCredentialContexts,
  proofShapeProblem,
} from './credential-shape.ts'
import { createDocumentLoader } from './document-loader.ts'
import { findIssuerKey } from './issuer-key.ts'
import { isJsonObject } from './json-object.ts'
import { statementCount } from './template-layout.ts'
import type { VerifiedCredential } from './verdict.ts'

interface VerifyDerivedCredentialOptions {
  checks: Checklist
  credential: unknown
  presentationHeader: Uint8Array
  resolver: DidResolver
  trustedIssuers: readonly string[]
  statusSource: StatusSource
  now: () => Date
  templateDigests?: readonly string[] | undefined
  maxStatusAgeSeconds?: number | undefined
}

/** Checks one derived credential of a presentation, everything that costs nothing first. */
export async function verifyDerivedCredential(
  options: VerifyDerivedCredentialOptions,
): Promise<VerifiedCredential> {
  const { checks, presentationHeader, resolver, trustedIssuers, statusSource, now } = options
  const credential = checkCredentialShape(checks, options.credential)
  const { issuer, proof } = credential
  checkDerivedProof(checks, credential, presentationHeader)

  checks.check({
    name: 'trusted-issuer',
    passed: trustedIssuers.includes(issuer),
    reason: 'issuer-untrusted',
    expected: trustedIssuers.join(' '),
    actual: issuer,
  })

  checkTemplate(checks, credential, options.templateDigests)
  checkPeriod(checks, credential, now())

  const key = await findIssuerKey({ issuer, methodId: proof.verificationMethod, resolver })
  checks.check({
    name: 'issuer-key',
    passed: 'publicKey' in key,
    reason: 'reason' in key ? key.reason : 'issuer-key-unknown',
    expected: 'a current assertion key of the issuer',
    actual: proof.verificationMethod,
  })

  const documentLoader = createDocumentLoader(resolver)
  checks.check({
    name: 'signature',
    passed: await verifyDerivedProof({ document: credential, presentationHeader, documentLoader }),
    reason: 'proof-invalid',
  })

  if (credential.credentialStatus !== undefined) {
    const { maxStatusAgeSeconds } = options
    await checkRevocation(checks, {
      entry: credential.credentialStatus,
      issuer,
      resolver,
      statusSource,
      now,
      ...(maxStatusAgeSeconds !== undefined && { maxStatusAgeSeconds }),
    })
  }
  return summaryOf(credential)
}

/** Checks that a document is, member for member, a credential of ours with one bbs-2023 proof. */
export function checkCredentialShape(checks: Checklist, json: unknown): DerivedCredential {
  const document = isJsonObject(json) ? json : {}
  checks.check({
    name: 'credential-context',
    passed: hasCredentialContexts(document),
    reason: 'unknown-context',
    expected: JSON.stringify(credentialContexts),
    actual: JSON.stringify(document['@context']),
  })

  const problem = credentialShapeProblem(document)
  checks.check({
    name: 'credential-members',
    passed: problem === undefined,
    reason: problem?.reason ?? 'malformed',
    actual: problem?.member,
  })

  const proofs = Array.isArray(document.proof) ? document.proof.length : 1
  checks.check({
    name: 'proof-count',
    passed: !Array.isArray(document.proof),
    reason: 'proof-count',
    expected: 'one proof',
    actual: String(proofs),
  })

  const proofProblem = proofShapeProblem(document.proof)
  checks.check({
    name: 'proof-members',
    passed: proofProblem === undefined,
    reason: proofProblem?.reason ?? 'malformed',
    actual: proofProblem?.member,
  })

  const credential = document as unknown as DerivedCredential
  checks.check({
    name: 'cryptosuite',
    passed: credential.proof.cryptosuite === 'bbs-2023',
    reason: 'wrong-cryptosuite',
    expected: 'bbs-2023',
    actual: credential.proof.cryptosuite,
  })
  return credential
}

// What the engine does not look at. With repeated indexes it accepts statements that nobody signed.
function checkDerivedProof(checks: Checklist, credential: DerivedCredential, header: Uint8Array): void {
  const { proofValue } = credential.proof
  const kind = proofKind(proofValue)
  checks.check({
    name: 'proof-kind',
    passed: kind !== 'base',
    reason: 'base-proof-presented',
    expected: 'derived',
    actual: kind,
  })

  const proof = checks.need(parseDerivedProof(proofValue), {
    name: 'proof-encoding',
    reason: 'proof-malformed',
  })
  const signed = checks.need(messageCount(proof), { name: 'proof-length', reason: 'proof-malformed' })

  const { mandatoryIndexes, selectiveIndexes } = proof
  const statements = statementCount(credential)
  checkIndexes(checks, 'mandatory-indexes', mandatoryIndexes, statements)
  checkIndexes(checks, 'selective-indexes', selectiveIndexes, signed)
  checks.check({
    name: 'index-count',
    passed: mandatoryIndexes.length + selectiveIndexes.length === statements,
    reason: 'indexes-out-of-range',
    expected: `${statements} statements`,
    actual: `${mandatoryIndexes.length} + ${selectiveIndexes.length}`,
  })

  const nodes = credential.credentialStatus === undefined ? 2 : 3
  checks.check({
    name: 'label-map',
    passed:
      isPermutation([...proof.labelMap.keys()], nodes) && isPermutation([...proof.labelMap.values()], nodes),
    reason: 'label-map-invalid',
    expected: `a permutation of ${nodes} labels`,
    actual: [...proof.labelMap].map(([canonical, label]) => `c14n${canonical}=b${label}`).join(' '),
  })

  checks.check({
    name: 'presentation-header',
    passed: sameBytes(proof.presentationHeader, header),
    reason: 'wrong-presentation-header',
    expected: new TextDecoder().decode(header),
    actual: new TextDecoder().decode(proof.presentationHeader),
  })
}

function checkIndexes(
  checks: Checklist,
  name: 'mandatory-indexes' | 'selective-indexes',
  indexes: readonly number[],
  limit: number,
): void {
  const ascending = indexes.every((index, position) => position === 0 || index > (indexes[position - 1] ?? 0))
  const expected = `strictly ascending, below ${limit}`
  const actual = indexes.join(' ')
  checks.check({
    name,
    passed: ascending && indexes.every((index) => index < limit),
    reason: ascending ? 'indexes-out-of-range' : 'indexes-not-ascending',
    expected,
    actual,
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

/** Checks that a moment is within a credential's period. */
export function checkPeriod(checks: Checklist, credential: UnsignedCredential, moment: Date): void {
  const { validFrom, validUntil } = credential
  checks.check({
    name: 'valid-from',
    passed: moment.getTime() >= Date.parse(validFrom),
    reason: 'not-yet-valid',
    expected: `from ${validFrom}`,
    actual: moment.toISOString(),
  })

  checks.check({
    name: 'valid-until',
    passed: moment.getTime() < Date.parse(validUntil),
    reason: 'expired',
    expected: `before ${validUntil}`,
    actual: moment.toISOString(),
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

/** What one may rely on once every check has passed. */
export function summaryOf(credential: UnsignedCredential): VerifiedCredential {
  const { issuer, credentialSchema, credentialStatus, type, validFrom, validUntil } = credential
  return {
    issuer: issuer as Did,
    template: { id: credentialSchema.id, digest: credentialSchema.digestSRI },
    type: type[1],
    claims: credentialClaims(credential),
    validFrom,
    validUntil,
    ...(credentialStatus !== undefined && { status: credentialStatus }),
  }
}

function isPermutation(numbers: readonly number[], length: number): boolean {
  return numbers.length === length && new Set(numbers).size === length && numbers.every((n) => n < length)
}
