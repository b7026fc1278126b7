/** What each presentation would compute anew: points of G1, 48 octets, as secret as the claims. */
export interface KeptPoints {
  readonly signatureB: Uint8Array
  readonly bindingB: Uint8Array
}
