import type { OpeningCase } from '@velum/exchange'

/** Everything that shows, without any of the parties, what an opening rested on and whom it led to. What the chain has to say is not in
 *  it: that comes from a snapshot of the reader's own. It holds a person's identity; treat it so. Octets are base64url. */
export interface EvidenceFile {
  readonly version: 1
  /** The request on chain, `0x…`. */
  readonly requestId: string
  readonly case: OpeningCase
  /** The parts that were combined, opened. */
  readonly partials: readonly { readonly trustee: number; readonly octets: string }[]
  /** The registration point, and what hides it in the hash that the request was closed with. */
  readonly result: { readonly point: string; readonly salt: string }
  /** The sealed record at the point's address, with its way to the root that its issuer anchored; null where none was found. */
  readonly record: null | {
    readonly ciphertext: string
    /** The issuer's batch. */
    readonly epoch: number
    readonly index: number
    readonly path: readonly string[]
  }
  /** The final block up to which the chain was read when the file was made. */
  readonly block: { readonly chainId: number; readonly number: number; readonly hash: string }
}
