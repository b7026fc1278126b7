import { velumContext } from '../contexts.ts'
import {
  isClaimValue,
  isCredentialType,
  isIssuer,
  isMethodId,
  schemaShapeProblem,
} from '../credential-shape.ts'
import { isJsonObject, type JsonObject, type ShapeProblem, shapeProblem } from '../json-object.ts'
import { isClaimName, isTimestamp, isTypeName, isUrl } from '../text-syntax.ts'
import { bbsPlusContext, credentialsV1Context } from './bbs-plus-contexts.ts'
import { bbsPlusIds } from './bbs-plus-credential.ts'

// The suite signs whatever JSON-LD says, and JSON-LD can say one thing in many ways. A credential of ours has one shape.

export const bbsPlusContexts = [credentialsV1Context, bbsPlusContext, velumContext] as const

/** How a derived proof writes the one blank node of a credential, which is its subject. */
export const shownSubjectId = 'urn:bnid:_:c14n0'

/** Whether a proof says that it is of this suite, base or derived. Looks at nothing else. */
export function saysBbsPlus(document: unknown): boolean {
  const proof = isJsonObject(document) ? document.proof : undefined
  return isJsonObject(proof) && typeof proof.type === 'string' && proof.type.startsWith('BbsBlsSignature')
}

/** Whether a credential asks for exactly the contexts of this suite. */
export function hasBbsPlusContexts(credential: JsonObject): boolean {
  return JSON.stringify(credential['@context']) === JSON.stringify(bbsPlusContexts)
}

/** The first member of a credential that is missing, foreign or malformed; `shown`: in the form of a derived proof. Does
 *  not look into `@context` and `proof`. */
export function bbsPlusShapeProblem(
  credential: JsonObject,
  { shown }: { shown: boolean },
): ShapeProblem | undefined {
  const { '@context': context, proof, ...document } = credential
  return (
    shapeProblem(document, {
      id: isUrl,
      type: isCredentialType,
      issuer: isIssuer,
      issuanceDate: isTimestamp,
      expirationDate: isTimestamp,
      credentialSchema: isJsonObject,
      credentialStatus: isJsonObject,
      credentialSubject: isJsonObject,
    }) ??
    schemaShapeProblem(document.credentialSchema) ??
    statusShapeProblem(document) ??
    subjectShapeProblem(document.credentialSubject as JsonObject, shown)
  )
}

/** The first member of a base proof that is missing, foreign or malformed. */
export function bbsPlusBaseProofProblem(proof: unknown): ShapeProblem | undefined {
  return shapeProblem(proof, proofMembers)
}

/** The first member of a derived proof that is missing, foreign or malformed. */
export function bbsPlusDerivedProofProblem(proof: unknown): ShapeProblem | undefined {
  return shapeProblem(proof, { ...proofMembers, nonce: isText })
}

const isText = (value: unknown) => typeof value === 'string'

const proofMembers = {
  type: isText,
  created: isTimestamp,
  verificationMethod: isMethodId,
  proofPurpose: (value: unknown) => value === 'assertionMethod',
  proofValue: isText,
}

// Its id and the credential's follow from list and place: neither may be a name of its own.
function statusShapeProblem({ id, credentialStatus }: JsonObject): ShapeProblem | undefined {
  const problem = shapeProblem(credentialStatus, {
    id: isText,
    type: (value) => value === 'BitstringStatusListEntry',
    statusPurpose: (value) => value === 'revocation',
    statusListIndex: (value) => typeof value === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(value),
    statusListCredential: isUrl,
  })
  if (problem !== undefined) return problem
  const entry = credentialStatus as { id: string; statusListIndex: string; statusListCredential: string }
  const ids = bbsPlusIds(entry.statusListCredential, entry.statusListIndex)
  if (entry.id !== ids.status) return { reason: 'malformed', member: 'credentialStatus.id' }
  return id === ids.credential ? undefined : { reason: 'malformed', member: 'id' }
}

function subjectShapeProblem(subject: JsonObject, shown: boolean): ShapeProblem | undefined {
  const { id, type, ...claims } = subject
  if (shown ? id !== shownSubjectId : 'id' in subject) {
    return { reason: 'malformed', member: 'credentialSubject.id' }
  }
  if (!isTypeName(type)) return { reason: 'malformed', member: 'credentialSubject.type' }
  const foreign = Object.keys(claims).find((name) => !isClaimName(name))
  if (foreign !== undefined) return { reason: 'unexpected-member', member: foreign }
  const wrong = Object.keys(claims).find((name) => !isClaimValue(claims[name]))
  return wrong === undefined ? undefined : { reason: 'malformed', member: wrong }
}
