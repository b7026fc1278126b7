import { type Did, type DidResolver, findKey } from '@velum/did'
import { signBaseProof } from './bbs-2023-suite.ts'
import { bindingMember, boundMember } from './binding/binding-member.ts'
import type { Claims, Credential, UnsignedCredential } from './credential.ts'
import { CredentialError } from './credential-error.ts'
import { credentialContexts, credentialShapeProblem } from './credential-shape.ts'
import { contextLoader } from './document-loader.ts'
import type { BlsKeyPair } from './key-pair.ts'
import { parseCredential } from './parse-credential.ts'
import { platformRandom, type Random } from './random.ts'
import { statusListLength } from './status-list.ts'
import type { Template } from './template.ts'
import { templateDigest } from './template-hash.ts'
import { mandatoryPointers } from './template-layout.ts'
import { validateClaims } from './validate-claims.ts'

export interface IssueCredentialOptions {
  template: Template
  /** Where the issuer serves this version of the template. */
  templateUrl: string
  /** Absent optional claims are left out. */
  claims: Claims
  issuer: Did
  key: BlsKeyPair
  /** Where the credential can be revoked; `index` must be drawn at random by the caller and used once. */
  status?: { listUrl: string; index: number }
  /** Asked whether `key` is a current key of `issuer`, since nobody could verify the credential otherwise. */
  resolver: DidResolver
  /** Default: the platform's generator. */
  random?: Random
}

/** Signs a credential that nothing but its claims and its status entry tells apart from others of the template.
 *  Throws CredentialError 'claims-invalid', 'issuer-key-unknown', 'credential-invalid' (an address that is none) and
 *  'binding-needed' (`issueBoundCredential` is for the template), and what `resolver` throws. */
export async function issueCredential(options: IssueCredentialOptions): Promise<Credential> {
  if (options.template.binding !== undefined) {
    throw new CredentialError(
      'binding-needed',
      'Credentials of this template are bound to their holders: issue them with a binding.',
    )
  }
  const { credential } = await signCredential(options)
  return credential
}

/** The credential and its optional statements, as they were signed. `bindingValue` is what the hidden statement of a bound
 *  template's credential says. Throws as `issueCredential` does. */
export async function signCredential(
  options: IssueCredentialOptions & { bindingValue?: string },
): Promise<{ credential: Credential; messages: readonly Uint8Array[] }> {
  const { template, claims, issuer, key, status, resolver, random = platformRandom } = options
  requireClaims(template, claims)
  if (status !== undefined) requireListIndex(status.index)
  const document = unsignedCredential(options)
  const problem = credentialShapeProblem({ ...document })
  if (problem !== undefined) {
    throw new CredentialError(
      'credential-invalid',
      `"${problem.member}" is not as a credential of ours has it.`,
    )
  }

  const verificationMethod = await requireOwnKey({ issuer, key, resolver })

  const { signed, messages } = await signBaseProof({
    document,
    mandatoryPointers: mandatoryPointers(template, { withStatus: status !== undefined }),
    key,
    verificationMethod,
    random,
    documentLoader: contextLoader,
  })
  return { credential: parseCredential(signed) as Credential, messages }
}

/** What gets signed: every claim of the template, whether there or absent, and nothing that is the holder's alone
 *  but claims and status entry. */
export function unsignedCredential(
  options: Pick<IssueCredentialOptions, 'template' | 'templateUrl' | 'claims' | 'issuer' | 'status'> & {
    bindingValue?: string
  },
): UnsignedCredential {
  const { template, templateUrl, claims, issuer, status, bindingValue } = options
  return {
    '@context': [...credentialContexts],
    type: ['VerifiableCredential', template.type],
    issuer,
    validFrom: template.validFrom,
    validUntil: template.validUntil,
    credentialSchema: { id: templateUrl, type: 'JsonSchema', digestSRI: templateDigest(template) },
    ...(status !== undefined && {
      credentialStatus: {
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: String(status.index),
        statusListCredential: status.listUrl,
      },
    }),
    credentialSubject: {
      type: template.subjectType,
      // Every claim of the template, so that the number of statements tells nothing.
      ...Object.fromEntries(template.order.map((claim) => [claim, claims[claim] ?? ''])),
      ...(bindingValue !== undefined && { [boundMember]: true, [bindingMember]: bindingValue }),
    },
  }
}

/** Throws CredentialError 'claims-invalid'. */
export function requireClaims(template: Template, claims: Claims): void {
  const problems = validateClaims(template, claims)
  if (problems.length === 0) return
  const words = problems.map(({ claim, message }) => `${claim}: ${message}`).join(' ')
  throw new CredentialError('claims-invalid', `These claims do not fit the template. ${words}`)
}

/** Throws CredentialError 'credential-invalid' for what is no place of a status list. */
export function requireListIndex(index: number): void {
  if (Number.isSafeInteger(index) && index >= 0 && index < statusListLength) return
  throw new CredentialError(
    'credential-invalid',
    `A status index is a whole number below ${statusListLength}.`,
  )
}

/** The verification method of a key that the issuer's DID document lists. Throws CredentialError 'issuer-key-unknown'. */
export async function requireOwnKey(
  options: Pick<IssueCredentialOptions, 'issuer' | 'key' | 'resolver'>,
): Promise<string> {
  const { issuer, key, resolver } = options
  const methodId = `${issuer}#${key.publicKeyMultibase}`
  const document = await resolver.resolve(issuer)
  const method = findKey({ document, methodId, purpose: 'assertionMethod' })
  if (method?.publicKeyMultibase === key.publicKeyMultibase) return methodId
  throw new CredentialError('issuer-key-unknown', 'The issuer’s DID document does not list this signing key.')
}
