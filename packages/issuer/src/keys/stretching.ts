import { argon2id } from 'hash-wasm'

/** What Argon2id costs and with which salt: stored beside what it protects. */
export interface Stretching {
  readonly algorithm: 'argon2id'
  /** Base64. */
  readonly salt: string
  readonly memoryKib: number
  readonly iterations: number
  readonly parallelism: number
}

/** 64 MiB, three passes: about a quarter of a second. (RFC 9106 §4, second recommended option, one lane) */
export const defaultStretching = { memoryKib: 65_536, iterations: 3, parallelism: 1 } as const

/** Makes 32 key bytes of a passphrase. */
export async function stretch(passphrase: string, stretching: Stretching): Promise<Uint8Array> {
  return argon2id({
    password: passphrase.normalize('NFKC'),
    salt: Buffer.from(stretching.salt, 'base64'),
    memorySize: stretching.memoryKib,
    iterations: stretching.iterations,
    parallelism: stretching.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })
}
