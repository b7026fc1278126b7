import { credentialSuite } from '@velum/credential'
import { type AuthorizationRequest, bbsPlusProofType, statementsOf } from '@velum/exchange'
import type { StoredCredential } from '../credentials/stored-credential.ts'
import type { RequestProblem } from './request-view.ts'

/** Why a credential of an older suite cannot answer a request. */
export function suiteProblems(
  request: AuthorizationRequest,
  { credential }: StoredCredential,
): RequestProblem[] {
  if (credentialSuite(credential) === 'bbs-2023') return []
  if (!request.proofTypes.includes(bbsPlusProofType)) return [{ code: 'suite-not-taken' }]
  const statements = request.query.credentials.some((query) => statementsOf(query).length > 0)
  return statements ? [{ code: 'suite-stands-alone' }] : []
}
