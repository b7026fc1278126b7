import type { Did } from './did.ts'
import type { DidDocument, DidService, VerificationMethod } from './did-document.ts'
import { DidError } from './did-error.ts'
import { DID_CONTEXTS } from './document-contexts.ts'

type Json = Record<string, unknown>

/** Parses the document that a did:web host serves. Relative ids become absolute; a method written inside a purpose
 *  moves to `verificationMethod`; ids stay as their author chose them. Throws DidError 'invalid-document', also
 *  when the document is about another DID. */
export function parseWebDocument(did: Did, text: string): DidDocument {
  const document = parseJson(text)
  if (document.id !== did) throw invalid('it is about another DID than the one that was asked for')

  const methods = new Map<string, VerificationMethod>()
  const add = (value: unknown): string => {
    const method = parseMethod(did, value)
    if (methods.has(method.id)) throw invalid('two verification methods have the same id')
    methods.set(method.id, method)
    return method.id
  }
  for (const value of list(document.verificationMethod)) add(value)

  const purpose = (name: string): string[] => {
    const ids = list(document[name]).map((entry) =>
      typeof entry === 'string' ? absolute(did, entry) : add(entry),
    )
    // A reference into somebody else's document is not ours to vouch for.
    return [...new Set(ids)].filter((id) => methods.has(id))
  }
  const purposes = {
    assertionMethod: purpose('assertionMethod'),
    authentication: purpose('authentication'),
    keyAgreement: purpose('keyAgreement'),
  }
  return {
    '@context': DID_CONTEXTS,
    id: did,
    verificationMethod: [...methods.values()],
    ...purposes,
    service: list(document.service).map((value) => parseService(did, value)),
  }
}

function parseMethod(did: Did, value: unknown): VerificationMethod {
  const { id, type, controller, ...rest } = object(value)
  if (typeof id !== 'string' || typeof type !== 'string' || typeof controller !== 'string') {
    throw invalid('a verification method lacks id, type or controller')
  }
  const method: VerificationMethod = { id: absolute(did, id), type, controller }
  for (const name of [
    'publicKeyMultibase',
    'publicKeyHex',
    'publicKeyBase58',
    'blockchainAccountId',
  ] as const) {
    const text = rest[name]
    if (typeof text === 'string') method[name] = text
  }
  if (rest.publicKeyJwk !== undefined) method.publicKeyJwk = object(rest.publicKeyJwk)
  return method
}

function parseService(did: Did, value: unknown): DidService {
  const { id, type, serviceEndpoint } = object(value)
  const types = typeof type === 'string' ? type : list(type).filter((entry) => typeof entry === 'string')
  if (typeof id !== 'string' || types.length === 0) throw invalid('a service lacks id or type')
  return { id: absolute(did, id), type: types, serviceEndpoint }
}

function absolute(did: Did, id: string): string {
  return id.startsWith('#') ? `${did}${id}` : id
}

function parseJson(text: string): Json {
  try {
    return object(JSON.parse(text))
  } catch (cause) {
    if (cause instanceof DidError) throw cause
    throw new DidError('invalid-document', 'The DID document is not JSON.', { cause })
  }
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('an object is missing')
  return value as Json
}

function list(value: unknown): unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalid('a list is missing')
  return value
}

function invalid(what: string): DidError {
  return new DidError('invalid-document', `The DID document cannot be used: ${what}.`)
}
