import type { Argon2Parameters } from './argon2-parameters.ts'
import { decrypt, encrypt } from './cipher.ts'
import { derivePassphraseKey } from './passphrase-key.ts'
import { VaultError } from './vault-error.ts'
import { type VaultHeader, wrappingContext } from './vault-header.ts'

const dataKeyLength = 32
const saltLength = 16

export function createDataKey(random: (length: number) => Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(random(dataKeyLength))
}

/** Makes the header under which `passphrase` opens the data key. */
export async function wrapDataKey(options: {
  readonly dataKey: Uint8Array<ArrayBuffer>
  readonly vaultId: string
  readonly passphrase: string
  readonly argon2: Argon2Parameters
  readonly random: (length: number) => Uint8Array
}): Promise<VaultHeader> {
  const { dataKey, vaultId, passphrase, argon2, random } = options
  const salt = random(saltLength)
  const key = await derivePassphraseKey({ passphrase, salt, argon2 })
  const context = wrappingContext({ vaultId, argon2, salt })
  const wrappedKey = await encrypt({ key, content: dataKey, context, random })
  return { vaultId, argon2, salt, wrappedKey }
}

/** Throws VaultError 'wrong-passphrase'. */
export async function unwrapDataKey(
  header: VaultHeader,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await derivePassphraseKey({ passphrase, salt: header.salt, argon2: header.argon2 })
  const dataKey = await decrypt({ key, sealed: header.wrappedKey, context: wrappingContext(header) })
  if (dataKey === undefined) {
    throw new VaultError('wrong-passphrase', 'This is not the passphrase of this vault; try again.')
  }
  return dataKey
}
