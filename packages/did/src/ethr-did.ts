import { type Did, parseDid } from './did.ts'
import { DidError } from './did-error.ts'

export interface EthrDidParts {
  chainId: number
  /** 0x and 40 hexadecimal digits in lower case. */
  address: `0x${string}`
}

const ADDRESS = /^0x[0-9a-f]{40}$/
const ETHR_DID = /^did:ethr:0x([1-9a-f][0-9a-f]*):(0x[0-9a-f]{40})$/

/** The did:ethr of an address on a chain, always with the chain id. Throws DidError 'invalid-did'. */
export function ethrDid(chainId: number, address: string): Did {
  const lower = address.toLowerCase()
  if (!Number.isSafeInteger(chainId) || chainId < 1 || !ADDRESS.test(lower)) {
    throw new DidError('invalid-did', 'A did:ethr needs a positive chain id and an address of 20 bytes.')
  }
  return `did:ethr:0x${chainId.toString(16)}:${lower}` as Did
}

/** The chain and address of a did:ethr in the form `did:ethr:0x<chain id>:0x<address>`. Throws DidError
 *  'invalid-did' for everything else, also for the forms with a network name, no network, or a public key. */
export function parseEthrDid(did: string): EthrDidParts {
  const match = ETHR_DID.exec(parseDid(did))
  const chainId = Number.parseInt(match?.[1] ?? '', 16)
  if (!match || !Number.isSafeInteger(chainId)) {
    throw new DidError('invalid-did', 'Expected did:ethr:0x<chain id>:0x<address>.')
  }
  return { chainId, address: match[2] as `0x${string}` }
}
