/** Draws that many unpredictable bytes. */
export type Random = (length: number) => Uint8Array

/** The platform's own generator. */
export const platformRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length))
