declare const kind: unique symbol

/** A point of the subgroup of order r of E1, identity included. Immutable; its memory is the garbage collector's. */
export interface G1 {
  readonly [kind]: 'G1'
}

/** A point of the subgroup of order r of E2, identity included. Immutable; its memory is the garbage collector's. */
export interface G2 {
  readonly [kind]: 'G2'
}

/** A point of E1 that may lie outside the subgroup. Only `msmUnchecked` takes it, only `checkSubgroup` turns it into a G1. */
export interface UncheckedG1 {
  readonly [kind]: 'UncheckedG1'
}

/** A point of G1 with a table of its multiples in the engine's memory, for bases that are used again and again. */
export interface PreparedG1 {
  readonly point: G1
  /** Frees the table; the point cannot be used as a prepared one afterwards. */
  destroy(): void
}

/** A point of G2 with the lines of its Miller loop in the engine's memory (20 kB), for points that are paired again and again. */
export interface PreparedG2 {
  readonly point: G2
  /** Frees the lines; the point cannot be used as a prepared one afterwards. */
  destroy(): void
}

// What a point is inside: the words of its Jacobian coordinates in Montgomery form, copied out of the engine.
export type Words = Int32Array

export const wordsOf = (point: G1 | G2 | UncheckedG1): Words => point as unknown as Words
