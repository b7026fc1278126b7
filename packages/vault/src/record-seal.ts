import { encodeBase64url } from './base64url.ts'
import { decrypt, encrypt } from './cipher.ts'
import { pad, unpad } from './padding.ts'
import { VaultError } from './vault-error.ts'
import type { VaultKeys } from './vault-keys.ts'

/** One record with its name, which is sealed with it. */
export interface VaultRecord {
  readonly collection: string
  readonly id: string
  readonly value: unknown
}

/** A MAC of the name: the same name is found again, and storage shows neither collection nor id. */
export async function storageKey(keys: VaultKeys, collection: string, id: string): Promise<string> {
  const name = new TextEncoder().encode(JSON.stringify([collection, id]))
  return encodeBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', keys.name, name)))
}

export async function sealRecord(options: {
  readonly keys: VaultKeys
  readonly storageKey: string
  readonly record: VaultRecord
  readonly random: (length: number) => Uint8Array
}): Promise<Uint8Array> {
  const { collection, id, value } = options.record
  const content = pad(new TextEncoder().encode(JSON.stringify([collection, id, value])))
  return encrypt({
    key: options.keys.record,
    content,
    context: context(options.storageKey),
    random: options.random,
  })
}

/** Throws VaultError 'vault-corrupted' when the bytes are not those that were sealed for this storage key. */
export async function openRecord(options: {
  readonly keys: VaultKeys
  readonly storageKey: string
  readonly sealed: Uint8Array
}): Promise<VaultRecord> {
  const content = await decrypt({
    key: options.keys.record,
    sealed: options.sealed,
    context: context(options.storageKey),
  })
  if (content === undefined) {
    throw new VaultError(
      'vault-corrupted',
      'A record of this vault is damaged; restore a backup, or remove the damaged records.',
    )
  }
  const [collection, id, value] = JSON.parse(new TextDecoder().decode(unpad(content)))
  return { collection, id, value }
}

function context(storageKey: string): string {
  return `velum-record,1,${storageKey}`
}
