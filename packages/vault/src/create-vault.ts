import { type Argon2Parameters, defaultArgon2Parameters } from './argon2-parameters.ts'
import { encodeBase64url } from './base64url.ts'
import { createDataKey, wrapDataKey } from './data-key.ts'
import { createOpenedVault } from './opened-vault.ts'
import { requirePassphrase } from './passphrase-key.ts'
import { randomBytes } from './random-bytes.ts'
import type { TabChannel } from './tab-channel.ts'
import type { Vault } from './vault.ts'
import { VaultError } from './vault-error.ts'
import { deriveVaultKeys } from './vault-keys.ts'
import { emptyVault } from './vault-layout.ts'
import type { VaultStorage } from './vault-storage.ts'

export interface CreateVaultOptions {
  readonly storage: VaultStorage
  /** At least eight characters; compared after Unicode normalisation (NFKC). */
  readonly passphrase: string
  /** Cryptographically random bytes; the platform's by default. */
  readonly random?: (length: number) => Uint8Array
  readonly argon2?: Argon2Parameters
  /** Without one, a lock or a change in another tab stays unnoticed until the next reading. */
  readonly tabs?: TabChannel
}

/** Makes an empty vault and opens it.
 *  Throws VaultError 'vault-exists', 'passphrase-too-short', 'storage-full' and 'storage-unavailable'. */
export async function createVault(options: CreateVaultOptions): Promise<Vault> {
  const { storage, passphrase, random = randomBytes, argon2 = defaultArgon2Parameters, tabs } = options
  requirePassphrase(passphrase)
  const dataKey = createDataKey(random)
  const vaultId = encodeBase64url(random(16))
  const header = await wrapDataKey({ dataKey, vaultId, passphrase, argon2, random })
  const keys = await deriveVaultKeys(dataKey)
  const created = await storage.commit(await emptyVault(header), { entries: new Map(), keys: new Set() })
  if (!created) throw vaultExistsError()
  return createOpenedVault({ storage, keys, vaultId, random, tabs })
}

export function vaultExistsError(): VaultError {
  return new VaultError('vault-exists', 'There is a vault here already; open it, or erase it first.')
}
