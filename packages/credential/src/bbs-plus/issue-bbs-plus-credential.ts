import type { UnsignedCredential } from '../credential.ts'
import { CredentialError } from '../credential-error.ts'
import {
  type IssueCredentialOptions,
  requireClaims,
  requireListIndex,
  requireOwnKey,
  unsignedCredential,
} from '../issue-credential.ts'
import {
  type BbsPlusCredential,
  bbsPlusIds,
  bbsPlusSuite,
  type UnsignedBbsPlusCredential,
} from './bbs-plus-credential.ts'
import { encodeBbsPlusValue } from './bbs-plus-proof-value.ts'
import { bbsPlusContexts, bbsPlusShapeProblem } from './bbs-plus-shape.ts'
import { bbsPlusMessages, documentStatements, proofStatements } from './bbs-plus-statements.ts'
import { loadBbsPlus } from './load-bbs-plus.ts'

/** A status entry is needed: the credential has its id from there. The library draws its own randomness, from the platform. */
export type IssueBbsPlusOptions = Omit<IssueCredentialOptions, 'random' | 'status'> &
  Required<Pick<IssueCredentialOptions, 'status'>>

/** Signs a credential in the superseded suite `BbsBlsSignature2020`, in the shape that the older ecosystem reads. What
 *  can be the same for all holders of the template is; the suite has no binding, and `key` must sign in no other suite.
 *  Throws CredentialError 'claims-invalid', 'issuer-key-unknown', 'credential-invalid' (an address that is none),
 *  'binding-needed' (a template whose credentials are bound) and 'engine-unavailable', and what `resolver` throws. */
export async function issueBbsPlusCredential(options: IssueBbsPlusOptions): Promise<BbsPlusCredential> {
  const { template, claims, issuer, key, status, resolver } = options
  if (template.binding !== undefined) {
    throw new CredentialError(
      'binding-needed',
      `Credentials of "${template.name}" are bound to their holders, which ${bbsPlusSuite} cannot do: issue them as bbs-2023.`,
    )
  }
  requireClaims(template, claims)
  requireListIndex(status.index)
  const document = withOldWords(unsignedCredential(options))
  const problem = bbsPlusShapeProblem({ ...document }, { shown: false })
  if (problem !== undefined) {
    throw new CredentialError(
      'credential-invalid',
      `"${problem.member}" is not as a credential of ours has it.`,
    )
  }
  const verificationMethod = await requireOwnKey({ issuer, key, resolver })

  const proof = {
    created: document.issuanceDate,
    verificationMethod,
    proofPurpose: 'assertionMethod',
  } as const
  const messages = bbsPlusMessages([...proofStatements(proof), ...(await documentStatements(document))])
  const { publicKey, secretKey } = key
  const { blsSign } = await loadBbsPlus()
  const signature = await blsSign({ keyPair: { publicKey, secretKey }, messages })
  const signed = {
    ...document,
    proof: { type: bbsPlusSuite, ...proof, proofValue: encodeBbsPlusValue(signature) },
  }
  return signed as unknown as BbsPlusCredential
}

function withOldWords(credential: UnsignedCredential): UnsignedBbsPlusCredential {
  const { issuer, type, validFrom, validUntil, credentialSchema, credentialSubject } = credential
  const status = credential.credentialStatus as NonNullable<UnsignedCredential['credentialStatus']>
  const ids = bbsPlusIds(status.statusListCredential, status.statusListIndex)
  return {
    '@context': [...bbsPlusContexts],
    id: ids.credential,
    type,
    issuer,
    issuanceDate: validFrom,
    expirationDate: validUntil,
    credentialSchema,
    credentialStatus: { id: ids.status, ...status },
    credentialSubject,
  }
}
