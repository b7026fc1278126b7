export type VaultErrorCode =
  | 'vault-missing'
  | 'vault-exists'
  | 'vault-locked'
  | 'vault-corrupted'
  | 'vault-too-new'
  | 'wrong-passphrase'
  | 'passphrase-too-short'
  | 'backup-invalid'
  | 'write-conflict'
  | 'storage-full'
  | 'storage-unavailable'

/** The one error of this package. Its message never contains a passphrase, a key or anything stored. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode

  constructor(code: VaultErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
