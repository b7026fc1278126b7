import { Resolver } from 'did-resolver'
import { getResolver } from 'ethr-did-resolver'
import type { Did } from './did.ts'
import type { DidDocument } from './did-document.ts'
import { DidError } from './did-error.ts'
import type { Eip1193Provider } from './eip1193-provider.ts'
import { createEthersReader } from './ethers-reader.ts'
import { ethrDid, parseEthrDid } from './ethr-did.ts'
import { normalizeEthrDocument } from './normalize-ethr-document.ts'

/** A chain on which did:ethr resolves. */
export interface EthrNetwork {
  chainId: number
  /** The ERC-1056 contract. */
  registryAddress: string
  provider: Eip1193Provider
}

export interface ResolveEthrDidOptions {
  did: Did
  networks: readonly EthrNetwork[]
}

/** Reads a did:ethr from the events of its chain's registry, one request a change. Keys whose validity has ended
 *  (by this machine's clock, which the library reads itself) are not in the document. Throws DidError. */
export async function resolveEthrDid({ did, networks }: ResolveEthrDidOptions): Promise<DidDocument> {
  const { chainId, address } = parseEthrDid(did)
  const network = networks.find((candidate) => candidate.chainId === chainId)
  if (network === undefined) {
    throw new DidError('network-unknown', `No chain with the id ${chainId} is configured for did:ethr.`)
  }

  // The library turns every failure into "notFound". Each resolution has a reader of its own, which remembers what
  // really happened.
  const reader = createEthersReader(network.provider)
  const library = new Resolver(
    getResolver({
      networks: [{ chainId, registry: network.registryAddress, provider: reader.provider }],
    }),
  )
  const { didDocument, didDocumentMetadata, didResolutionMetadata } = await library.resolve(
    ethrDid(chainId, address),
  )

  if (reader.registryMissing()) {
    throw new DidError(
      'registry-missing',
      `Chain ${chainId} has no DID registry at ${network.registryAddress}.`,
    )
  }
  if (reader.historyTooLarge()) {
    throw new DidError('invalid-document', 'This DID has more or larger changes than are read for one DID.')
  }
  if (didDocument === null) {
    throw new DidError(
      'chain-unreachable',
      `Chain ${chainId} cannot be read; check its address and try again.`,
      {
        cause: reader.failure() ?? new Error(String(didResolutionMetadata.message)),
      },
    )
  }
  if (didDocumentMetadata.deactivated)
    throw new DidError('did-deactivated', 'This DID was deactivated by its owner.')
  return normalizeEthrDocument(did, didDocument)
}
