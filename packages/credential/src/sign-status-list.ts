/// <reference path="./digitalbazaar.d.ts" />
import { issue } from '@digitalbazaar/vc'
import { createCredential } from '@digitalbazaar/vc-bitstring-status-list'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Did } from '@velum/did'
import { toBitstring } from './bitstring.ts'
import { CredentialError } from './credential-error.ts'
import { contextLoader } from './document-loader.ts'
import { eddsaSigner } from './eddsa-suite.ts'
import type { Ed25519KeyPair } from './key-pair.ts'
import type { StatusList } from './status-list.ts'
import { isUrl } from './text-syntax.ts'

export interface SignStatusListOptions {
  list: StatusList
  /** Where the list is served; credentials and the chain name it by this address. */
  listUrl: string
  issuer: Did
  key: Ed25519KeyPair
  validFrom: Date
}

/** The list as a signed credential: the bytes to serve as they are, since their hash is what gets anchored.
 *  Throws CredentialError 'status-list-invalid' for an address that is none. (Bitstring Status List §2) */
export async function signStatusList(options: SignStatusListOptions): Promise<Uint8Array> {
  const { list, listUrl, issuer, key, validFrom } = options
  if (!isUrl(listUrl))
    throw new CredentialError('status-list-invalid', 'A status list is served at an http(s) address.')
  const unsigned = await createCredential({
    id: listUrl,
    list: toBitstring(list),
    statusPurpose: 'revocation',
  })
  const credential = { ...unsigned, issuer, validFrom: `${validFrom.toISOString().slice(0, 19)}Z` }
  const suite = await eddsaSigner(key, `${issuer}#${key.publicKeyMultibase}`)
  const signed = await issue({ credential, suite, documentLoader: contextLoader })
  return new TextEncoder().encode(JSON.stringify(signed))
}

/** SHA-256 of the bytes served: what the chain holds. */
export function statusListHash(bytes: Uint8Array): Uint8Array {
  return sha256(bytes)
}
