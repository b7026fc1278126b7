/** A source of randomness: as many octets as asked for, which nobody can foresee. */
export type RandomOctets = (length: number) => Uint8Array

/** The default source: the platform's own. */
export const platformRandom: RandomOctets = (length) => crypto.getRandomValues(new Uint8Array(length))
