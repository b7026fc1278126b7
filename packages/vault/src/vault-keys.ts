/** The keys of an open vault, none of which can be read out again. */
export interface VaultKeys {
  /** Seals records. */
  readonly record: CryptoKey
  /** Turns the name of a record into its storage key. */
  readonly name: CryptoKey
  /** Seals backups. */
  readonly backup: CryptoKey
}

/** One key for each use, all from the data key. Overwrites `dataKey` with zeros: it has no use afterwards. */
export async function deriveVaultKeys(dataKey: Uint8Array<ArrayBuffer>): Promise<VaultKeys> {
  const root = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveKey'])
  dataKey.fill(0)
  const aes = { name: 'AES-GCM', length: 256 }
  const [record, name, backup] = await Promise.all([
    crypto.subtle.deriveKey(hkdf('velum vault 1 record'), root, aes, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(
      hkdf('velum vault 1 name'),
      root,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    ),
    crypto.subtle.deriveKey(hkdf('velum vault 1 backup'), root, aes, false, ['encrypt', 'decrypt']),
  ])
  return { record, name, backup }
}

function hkdf(use: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(use) }
}
