import { hexToBytes } from '@noble/hashes/utils.js'
import type { Did } from '@velum/did'
import { type Account, createAccount } from '@velum/registry'
import type { Vault, VaultReader } from '@velum/vault'
import { HolderError } from '../holder-error.ts'
import type { DidEntry } from './did-entry.ts'
import { didCollection, type StoredDid, type StoredEthrDid } from './stored-did.ts'

/** Throws HolderError 'did-not-held'. */
export async function heldDid(vault: VaultReader, did: Did): Promise<StoredDid> {
  const stored = await vault.get(didCollection, did)
  if (stored === undefined) throw new HolderError('did-not-held', 'This DID is not in the wallet any more.')
  return stored
}

/** Throws HolderError 'did-not-held' and 'did-method-not-supported'. */
export async function heldEthrDid(vault: VaultReader, did: Did): Promise<StoredEthrDid> {
  const stored = await heldDid(vault, did)
  if (stored.method !== 'ethr') {
    throw new HolderError(
      'did-method-not-supported',
      'A did:key is its key: it cannot be rotated and has no delegates; create a did:ethr for that.',
    )
  }
  return stored
}

/** Changes a did:ethr in one step. */
export async function updateEthrDid(
  vault: Vault,
  did: Did,
  change: (stored: StoredEthrDid) => StoredEthrDid,
): Promise<StoredEthrDid> {
  return vault.transaction(async (within) => {
    const changed = change(await heldEthrDid(within, did))
    within.put(didCollection, did, changed)
    return changed
  })
}

export function accountOf(secretKey: string): Account {
  return createAccount(hexToBytes(secretKey))
}

export function newestAccount({ secretKeys }: StoredEthrDid): Account {
  return accountOf(secretKeys.at(-1) ?? secretKeys[0])
}

export function describeDid(stored: StoredDid): DidEntry {
  const { did, method, name, createdAt } = stored
  if (method === 'key') return { did, method, name, createdAt, rotationPending: false }
  const { controller } = stored
  const rotationPending = newestAccount(stored).address !== controller
  return { did, method, name, createdAt, controller, rotationPending }
}
