/** What ties a derived proof to one request: UTF-8 of the JSON of challenge and domain, in this order.
 *  `challenge` is the request's nonce, `domain` the verifier's full client id. */
export function presentationHeader({ challenge, domain }: { challenge: string; domain: string }): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ challenge, domain }))
}
