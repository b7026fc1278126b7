import { proofKind } from './bbs-2023-proof-value.ts'
import { bbsPlusSuite } from './bbs-plus/bbs-plus-credential.ts'
import {
  bbsPlusBaseProofProblem,
  bbsPlusShapeProblem,
  hasBbsPlusContexts,
  saysBbsPlus,
} from './bbs-plus/bbs-plus-shape.ts'
import { CredentialError } from './credential-error.ts'
import { credentialShapeProblem, hasCredentialContexts, proofShapeProblem } from './credential-shape.ts'
import type { HeldCredential } from './credential-suite.ts'
import { copyJsonObject } from './json-object.ts'

/** Parses what a wallet stored or received, and copies it. Throws CredentialError 'credential-invalid' and
 *  'unknown-context'. Does not verify the proof: `verifyIssued` does. */
export function parseCredential(json: unknown): HeldCredential {
  const credential = copyJsonObject(json)
  if (credential === undefined) throw invalid('A credential is a JSON object.')
  const bbsPlus = saysBbsPlus(credential)
  if (!(bbsPlus ? hasBbsPlusContexts(credential) : hasCredentialContexts(credential))) {
    throw new CredentialError(
      'unknown-context',
      'This credential asks for other contexts than the ones we ship.',
    )
  }
  const problem = bbsPlus
    ? (bbsPlusShapeProblem(credential, { shown: false }) ?? bbsPlusBaseProofProblem(credential.proof))
    : (credentialShapeProblem(credential) ?? proofShapeProblem(credential.proof))
  if (problem !== undefined) {
    throw invalid(`This is not a credential of ours: "${problem.member}" is ${problemWords[problem.reason]}.`)
  }
  const { type, cryptosuite, proofValue } = credential.proof as Record<string, string>
  if (
    bbsPlus ? type !== bbsPlusSuite : cryptosuite !== 'bbs-2023' || proofKind(proofValue ?? '') !== 'base'
  ) {
    throw invalid('This credential does not have the proof of a credential as issued.')
  }
  return credential as unknown as HeldCredential
}

const problemWords = {
  malformed: 'missing or malformed',
  'unexpected-member': 'one member too many',
} as const

function invalid(message: string): CredentialError {
  return new CredentialError('credential-invalid', message)
}
