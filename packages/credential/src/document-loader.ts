import type { DidDocument, DidResolver } from '@velum/did'
import { staticContexts } from './contexts.ts'
import { CredentialError } from './credential-error.ts'

/** What the JSON-LD processor and the Data Integrity libraries load documents through. */
export type DocumentLoader = (
  url: string,
) => Promise<{ contextUrl: null; documentUrl: string; document: object; tag?: 'static' }>

// The Data Integrity library reads a DID document as plain JSON, without framing, exactly when this stands first.
const didContext = 'https://www.w3.org/ns/did/v1'
const multikeyContext = 'https://w3id.org/security/multikey/v1'

/** Loads the contexts we ship, and DID documents and their verification methods through `resolver`. Throws
 *  CredentialError 'unknown-context' for anything else; what `resolver` throws passes through. */
export function createDocumentLoader(resolver: DidResolver): DocumentLoader {
  return async (url) => {
    const context = staticContexts.get(url)
    if (context !== undefined) return { contextUrl: null, documentUrl: url, document: context, tag: 'static' }
    if (!url.startsWith('did:')) throw unknownContext(url)
    const [did = '', fragment] = url.split('#', 2)
    const document = await resolver.resolve(did)
    return { contextUrl: null, documentUrl: url, document: nodeOf(document, fragment && url) }
  }
}

/** For work that needs contexts alone. */
export const contextLoader: DocumentLoader = createDocumentLoader({
  resolve: (did) => Promise.reject(unknownContext(did)),
})

/** Asks for each DID once: for the length of one verification, so that all its checks see one document. */
export function rememberResolutions(resolver: DidResolver): DidResolver {
  const known = new Map<string, Promise<DidDocument>>()
  return {
    resolve(did) {
      const resolution = known.get(did) ?? resolver.resolve(did)
      known.set(did, resolution)
      return resolution
    },
  }
}

function nodeOf(document: DidDocument, methodId: string | undefined): object {
  if (methodId === undefined || methodId === '') return { ...document, '@context': didContext }
  const method = document.verificationMethod.find(({ id }) => id === methodId)
  if (method === undefined) {
    throw new CredentialError(
      'issuer-key-unknown',
      'The DID document does not have the key that the proof names.',
    )
  }
  return { '@context': multikeyContext, ...method }
}

function unknownContext(url: string): CredentialError {
  return new CredentialError(
    'unknown-context',
    `The document asks for ${url}, which is not one of the contexts we ship.`,
  )
}
