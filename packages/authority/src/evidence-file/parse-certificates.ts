import { base64 } from '@scure/base'

export { type DescribedCertificate, describeCertificate } from '@velum/binding'

/** The certificates in a file's octets: every one of a PEM text, or the octets themselves, taken for DER. What is in them is checked by
 *  whoever uses them. */
export function parseCertificates(octets: Uint8Array): Uint8Array[] {
  const text = new TextDecoder('latin1').decode(octets)
  const blocks = [
    ...text.matchAll(/-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g),
  ]
  if (blocks.length === 0) return [Uint8Array.from(octets)]
  return blocks.flatMap(([, body = '']) => decoded(body.replace(/\s/g, '')))
}

/** None for what only looks like one. */
function decoded(body: string): Uint8Array[] {
  try {
    return [base64.decode(body)]
  } catch {
    return []
  }
}
