import type { DidDocument, DidResolver } from '@velum/did'

/** The issuer's own document while it signs: asked of the chain once for each key, so that signing a thousand
 *  credentials asks once and goes on when the chain is slow. */
export interface SigningResolver {
  /** A resolver that knows the document in which this key is. */
  forKey(keyId: string): DidResolver
}

export function createSigningResolver(resolver: DidResolver): SigningResolver {
  const documents = new Map<string, Promise<DidDocument>>()
  return {
    forKey: (keyId) => ({
      resolve(did) {
        const cacheKey = `${did} ${keyId}`
        const known = documents.get(cacheKey)
        if (known) return known
        const asked = resolver.resolve(did)
        documents.set(cacheKey, asked)
        asked.catch(() => documents.delete(cacheKey))
        return asked
      },
    }),
  }
}
