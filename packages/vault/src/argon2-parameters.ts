/** Cost of turning a passphrase into a key (Argon2id, RFC 9106). It stands in the vault, so that a later version can ask
 *  more of new vaults and still open old ones. */
export interface Argon2Parameters {
  readonly memoryKiB: number
  readonly iterations: number
  readonly parallelism: number
}

/** 64 MiB and three passes: a quarter of a second in a browser. One lane, because the browser computes in one thread. */
export const defaultArgon2Parameters: Argon2Parameters = { memoryKiB: 65_536, iterations: 3, parallelism: 1 }
