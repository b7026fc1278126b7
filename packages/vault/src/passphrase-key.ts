import { argon2id } from 'hash-wasm'
import type { Argon2Parameters } from './argon2-parameters.ts'
import { VaultError } from './vault-error.ts'

const shortestPassphrase = 8

/** The AES key that wraps the data key. The passphrase is normalised (NFKC), because keyboards write the same
 *  characters in different ways. */
export async function derivePassphraseKey(options: {
  readonly passphrase: string
  readonly salt: Uint8Array
  readonly argon2: Argon2Parameters
}): Promise<CryptoKey> {
  const raw = await argon2id({
    password: options.passphrase.normalize('NFKC'),
    salt: options.salt,
    memorySize: options.argon2.memoryKiB,
    iterations: options.argon2.iterations,
    parallelism: options.argon2.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(raw), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  raw.fill(0)
  return key
}

/** Throws VaultError 'passphrase-too-short'. Says nothing about how easily a passphrase is guessed. */
export function requirePassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length < shortestPassphrase) {
    throw new VaultError(
      'passphrase-too-short',
      `The passphrase needs at least ${shortestPassphrase} characters; several words are easiest to remember.`,
    )
  }
}
