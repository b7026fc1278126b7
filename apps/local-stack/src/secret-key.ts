import type { SecretName, StateFolder } from './state-folder.ts'

/** A secret of the state folder as the bytes of a key. */
export async function secretKey(state: StateFolder, name: SecretName): Promise<Uint8Array> {
  return Uint8Array.from(Buffer.from(await state.secret(name), 'hex'))
}
