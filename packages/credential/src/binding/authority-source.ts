/** What the chain says of an opening authority: who together can open what is sealed for it, and its current key. */
export interface AuthorityEpoch {
  /** 32 bytes in lower-case hex after `0x`. */
  readonly id: string
  readonly name: string
  /** How many of the trustees must agree. */
  readonly threshold: number
  readonly trustees: number
  readonly epoch: number
  /** Of this epoch: a point of G1, 48 octets. */
  readonly key: Uint8Array
}

/** Where authorities and their keys are read. May throw: then the chain was out of reach. */
export interface AuthoritySource {
  /** The authority's newest final epoch; undefined for one that the chain does not know or no longer recognises. */
  current(id: string): Promise<AuthorityEpoch | undefined>
}
