import { VaultError } from './vault-error.ts'
import { decodeVaultHeader, encodeVaultHeader, type VaultHeader } from './vault-header.ts'
import type { VaultStorage } from './vault-storage.ts'

/** The only two storage keys with a meaning; every other key is a MAC and every other value is sealed. */
export const headerKey = 'header'
/** Holds the vault's random id alone. Each commit expects it, so that a tab whose vault was erased or replaced
 *  elsewhere cannot write into another one. */
export const identityKey = 'identity'

export const encodeIdentity = (vaultId: string): Uint8Array => new TextEncoder().encode(vaultId)

/** The entries of a vault without records. */
export async function emptyVault(header: VaultHeader): Promise<Map<string, Uint8Array | undefined>> {
  return new Map<string, Uint8Array | undefined>([
    [headerKey, await headerBytes(header)],
    [identityKey, encodeIdentity(header.vaultId)],
  ])
}

export async function headerBytes(header: VaultHeader): Promise<Uint8Array> {
  return new TextEncoder().encode(await encodeVaultHeader(header))
}

/** Throws VaultError 'vault-missing', 'vault-corrupted' and 'vault-too-new'. */
export async function readHeader(
  storage: VaultStorage,
): Promise<{ readonly header: VaultHeader; readonly stored: Uint8Array }> {
  const stored = await storage.get(headerKey)
  if (stored === undefined) {
    if ((await storage.entries()).size === 0) {
      throw new VaultError('vault-missing', 'There is no vault here yet; create one, or restore a backup.')
    }
    throw headLost()
  }
  const header = await decodeVaultHeader(new TextDecoder().decode(stored))
  const identity = await storage.get(identityKey)
  if (identity === undefined || new TextDecoder().decode(identity) !== header.vaultId) throw headLost()
  return { header, stored }
}

function headLost(): VaultError {
  return new VaultError(
    'vault-corrupted',
    'A part of this vault is lost, so it cannot be opened; restore a backup, or erase it and start anew.',
  )
}
