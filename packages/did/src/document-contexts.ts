/** What a DID document with Multikeys is written in. The DID context comes first: JSON-LD processors for proofs
 *  take that as leave to read the document without framing it. */
export const DID_CONTEXTS: readonly string[] = [
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/multikey/v1',
]
