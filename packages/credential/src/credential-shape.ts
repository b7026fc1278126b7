import { isDid, parseDid } from '@velum/did'
import { bindingMember, boundMember, isBindingValue } from './binding/binding-member.ts'
import { credentialsContext, velumContext } from './contexts.ts'
import { isJsonObject, type JsonObject, type ShapeProblem, shapeProblem } from './json-object.ts'
import { isClaimName, isSafeText, isTimestamp, isTypeName, isUrl } from './text-syntax.ts'

// JSON-LD can say one thing in many ways, and some of them a reader of the JSON would not see. A credential of ours
// has one shape, and whatever else a document says is refused before JSON-LD is asked.

export const credentialContexts = [credentialsContext, velumContext] as const

/** Whether a credential asks for exactly our two contexts. */
export function hasCredentialContexts(credential: JsonObject): boolean {
  return JSON.stringify(credential['@context']) === JSON.stringify(credentialContexts)
}

/** The first member of a credential, with or without its proof, that is missing, foreign or malformed. Does not
 *  look into `@context` and `proof`. */
export function credentialShapeProblem(credential: JsonObject): ShapeProblem | undefined {
  const { '@context': context, proof, ...document } = credential
  return (
    shapeProblem(document, {
      type: isCredentialType,
      issuer: isIssuer,
      validFrom: isTimestamp,
      validUntil: isTimestamp,
      credentialSchema: isJsonObject,
      credentialSubject: isJsonObject,
      ...('credentialStatus' in document && { credentialStatus: isJsonObject }),
    }) ??
    schemaShapeProblem(document.credentialSchema) ??
    statusShapeProblem(document.credentialStatus) ??
    subjectShapeProblem(document.credentialSubject as JsonObject)
  )
}

export function schemaShapeProblem(schema: unknown): ShapeProblem | undefined {
  return shapeProblem(schema, {
    id: isUrl,
    type: (value) => value === 'JsonSchema',
    digestSRI: (value) => typeof value === 'string' && /^sha256-[A-Za-z0-9+/]{43}=$/.test(value),
  })
}

/** The first member of a credential's proof that is missing, foreign or malformed. There is no `created`: it would
 *  tell holders apart. Does not look at what the proof value holds. */
export function proofShapeProblem(proof: unknown): ShapeProblem | undefined {
  return shapeProblem(proof, {
    type: (value) => value === 'DataIntegrityProof',
    cryptosuite: (value) => typeof value === 'string',
    verificationMethod: isMethodId,
    proofPurpose: (value) => value === 'assertionMethod',
    proofValue: (value) => typeof value === 'string',
  })
}

/** Whether a value is a DID URL with a fragment and nothing else. */
export function isMethodId(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const [did = '', fragment = '', ...rest] = value.split('#')
  return isDid(did) && /^[A-Za-z0-9._-]{1,300}$/.test(fragment) && rest.length === 0
}

// In its one spelling: capitals in an address resolve just as well, and an issuer could mark its holders by them.
export function isIssuer(value: unknown): boolean {
  return typeof value === 'string' && isDid(value) && parseDid(value) === value && isSafeText(value)
}

export function isCredentialType(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length === 2 && value[0] === 'VerifiableCredential' && isTypeName(value[1])
  )
}

function statusShapeProblem(status: unknown): ShapeProblem | undefined {
  if (status === undefined) return undefined
  return shapeProblem(status, {
    type: (value) => value === 'BitstringStatusListEntry',
    statusPurpose: (value) => value === 'revocation',
    statusListIndex: (value) => typeof value === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(value),
    statusListCredential: isUrl,
  })
}

function subjectShapeProblem({ type, ...claims }: JsonObject): ShapeProblem | undefined {
  if (!isTypeName(type)) return { reason: 'malformed', member: 'credentialSubject.type' }
  const foreign = Object.keys(claims).find((name) => !isClaimName(name))
  if (foreign !== undefined) return { reason: 'unexpected-member', member: foreign }
  const wrong = Object.keys(claims).find((name) => !isMemberValue(name, claims[name]))
  return wrong === undefined ? undefined : { reason: 'malformed', member: wrong }
}

function isMemberValue(name: string, value: unknown): boolean {
  if (name === boundMember) return value === true
  return name === bindingMember ? isBindingValue(value) : isClaimValue(value)
}

export function isClaimValue(value: unknown): boolean {
  if (typeof value === 'string') return isSafeText(value)
  return typeof value === 'boolean' || Number.isSafeInteger(value)
}
