const encoder = new TextEncoder()

/** The octets of one of our own tags (docs/proof-system.md). All of them begin alike and end with `_`, and none is another one with
 *  something behind it: what is hashed for one purpose is never hashed for another. */
export function tag(purpose: string): Uint8Array {
  return encoder.encode(`VELUM_BINDING_V1_${purpose}_`)
}
