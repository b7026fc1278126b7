/** All that a proof needs, as plain data, so that it can cross into a worker. It holds claims: never log it. */
export interface ProofJob {
  readonly credentials: readonly { readonly credential: unknown; readonly claims: readonly string[] }[]
  /** The request's nonce. */
  readonly challenge: string
  /** The full client id of the verifier. */
  readonly domain: string
}

/** Makes the presentation of a job; see `provePresentation` for the one that runs right here. */
export type Prover = (job: ProofJob) => Promise<unknown>
