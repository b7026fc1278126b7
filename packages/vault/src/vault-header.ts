import type { Argon2Parameters } from './argon2-parameters.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { VaultError } from './vault-error.ts'

/** The part of a vault that is not sealed: how the passphrase becomes a key, and the data key under it. */
export interface VaultHeader {
  /** 16 random bytes; the same through every change of passphrase. */
  readonly vaultId: string
  readonly argon2: Argon2Parameters
  readonly salt: Uint8Array
  readonly wrappedKey: Uint8Array
}

const format = 'velum-vault'
const version = 1

/** JSON with a checksum: it tells damage from a wrong passphrase, which the cipher alone cannot. It is no protection
 *  against someone who writes on purpose; to them the answer is "wrong passphrase". */
export async function encodeVaultHeader(header: VaultHeader): Promise<string> {
  const content = JSON.stringify({
    format,
    version,
    vaultId: header.vaultId,
    kdf: { name: 'argon2id', ...header.argon2, salt: encodeBase64url(header.salt) },
    wrappedKey: encodeBase64url(header.wrappedKey),
  })
  return JSON.stringify({ content, checksum: await checksum(content) })
}

/** Throws VaultError 'vault-corrupted' and 'vault-too-new'. */
export async function decodeVaultHeader(text: string): Promise<VaultHeader> {
  const { content, checksum: stored } = parseObject(text)
  if (typeof content !== 'string' || stored !== (await checksum(content))) throw corrupted()
  const fields = parseObject(content)
  if (fields.format !== format || typeof fields.version !== 'number') throw corrupted()
  if (fields.version > version) {
    throw new VaultError(
      'vault-too-new',
      'A newer version of the wallet has written this vault; update the wallet, then open it again.',
    )
  }
  const kdf = typeof fields.kdf === 'object' && fields.kdf !== null ? (fields.kdf as Fields) : {}
  if (typeof fields.vaultId !== 'string' || kdf.name !== 'argon2id') throw corrupted()
  return {
    vaultId: fields.vaultId,
    argon2: {
      memoryKiB: integer(kdf.memoryKiB, 8, 1_048_576),
      iterations: integer(kdf.iterations, 1, 64),
      parallelism: integer(kdf.parallelism, 1, 16),
    },
    salt: bytes(kdf.salt),
    wrappedKey: bytes(fields.wrappedKey),
  }
}

/** What the wrapping of the data key authenticates besides it. */
export function wrappingContext(header: Omit<VaultHeader, 'wrappedKey'>): string {
  const { memoryKiB, iterations, parallelism } = header.argon2
  return [
    format,
    version,
    header.vaultId,
    memoryKiB,
    iterations,
    parallelism,
    encodeBase64url(header.salt),
  ].join()
}

type Fields = Record<string, unknown>

function parseObject(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Fields
  } catch {
    // not JSON: damaged like any other wrong content
  }
  throw corrupted()
}

function integer(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw corrupted()
  return value
}

function bytes(value: unknown): Uint8Array {
  const decoded = typeof value === 'string' ? decodeBase64url(value) : undefined
  if (decoded === undefined) throw corrupted()
  return decoded
}

async function checksum(content: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content))
  return encodeBase64url(new Uint8Array(digest))
}

function corrupted(): VaultError {
  return new VaultError(
    'vault-corrupted',
    'The head of this vault is damaged, so it cannot be opened; restore a backup, or erase it and start anew.',
  )
}
