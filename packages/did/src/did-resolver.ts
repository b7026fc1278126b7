import type { Did } from './did.ts'
import { isDid } from './did.ts'
import type { DidDocument } from './did-document.ts'
import { DidError } from './did-error.ts'
import { expandDidKey } from './did-key.ts'
import { type EthrNetwork, resolveEthrDid } from './resolve-ethr-did.ts'
import { resolveWebDid } from './resolve-web-did.ts'

export interface DidResolver {
  /** The current document of a DID, with `document.id` equal to `did`. Nothing is cached: each call asks the chain
   *  or the host again. Throws DidError: 'invalid-did', 'method-not-supported', 'network-unknown' (no chain given
   *  for it), 'registry-missing' (no ERC-1056 contract there), 'did-not-found', 'did-deactivated',
   *  'invalid-document', 'chain-unreachable', 'host-unreachable'. */
  resolve(did: string): Promise<DidDocument>
}

export interface DidResolverOptions {
  /** The chains on which did:ethr resolves. */
  networks: readonly EthrNetwork[]
  /** For did:web. */
  fetch: typeof fetch
}

/** Resolves did:key (nothing is asked), did:ethr (the chain is asked) and did:web (the host is asked). */
export function createDidResolver({ networks, fetch }: DidResolverOptions): DidResolver {
  return {
    async resolve(text) {
      if (!isDid(text))
        throw new DidError('invalid-did', 'Only a DID resolves, without path, query or fragment.')
      const did = text as Did
      const method = did.split(':', 2)[1]
      if (method === 'key') return expandDidKey(did)
      if (method === 'ethr') return resolveEthrDid({ did, networks })
      if (method === 'web') return resolveWebDid({ did, fetch })
      throw new DidError('method-not-supported', `DIDs of the method ${method} are not supported.`)
    },
  }
}
