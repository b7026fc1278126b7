import { sha256 } from '@noble/hashes/sha2.js'
import { encodeCanonical } from '../canonical-cbor.ts'
import { requireOctets, requireText } from '../require.ts'
import { recordAddress } from '../sealed-record/record-address.ts'

/** A signature over Reg and the record by a key that somebody other than the issuer has certified, such as that of a national eID. */
export interface IndependentSignature {
  /** X.509, DER. */
  readonly certificate: Uint8Array
  /** Over `recordStatement`: ECDSA with P-256 and SHA-256 (r ‖ s, 64 octets), or Ed25519. */
  readonly signature: Uint8Array
}

export interface RecordStatementOptions {
  readonly parameters: { readonly issuer: string; readonly authority: Uint8Array | null }
  /** The registration point: 48 octets. */
  readonly reg: Uint8Array
  /** Octets of the identity record. */
  readonly record: Uint8Array
}

/** The octets that an independently certified key signs: canonical CBOR [tag, address of Reg, SHA-256(record), issuer, authority]. The
 *  address stands for Reg, which would open the sealed record to whatever program signs.
 *  Throws BindingError 'invalid-argument'. (docs/proof-system.md) */
export function recordStatement({ parameters, reg, record }: RecordStatementOptions): Uint8Array {
  requireOctets(record, 'record')
  requireText(parameters.issuer, 'issuer')
  return encodeCanonical([
    'VELUM_BINDING_V1_INDEPENDENT_',
    recordAddress(reg),
    sha256(record),
    parameters.issuer,
    parameters.authority,
  ])
}

/** Whether the key of the certificate signed the octets. False for a certificate that cannot be read and for keys other than P-256
 *  and Ed25519. Whose the certificate is and who issued it, `trustCertificate` says. */
export async function verifyIndependentSignature(
  { certificate, signature }: IndependentSignature,
  statement: Uint8Array,
): Promise<boolean> {
  const read = await readCertificate(certificate)
  const algorithm = read && signatureAlgorithm(read.publicKey.algorithm)
  if (!algorithm) return false
  try {
    const key = await read.publicKey.export(algorithm, ['verify'])
    return await crypto.subtle.verify(algorithm, key, Uint8Array.from(signature), Uint8Array.from(statement))
  } catch {
    // A key that is no point of its curve.
    return false
  }
}

export interface TrustCertificateOptions {
  readonly certificate: Uint8Array
  /** Certificates (DER) of the authorities that are believed to name people rightly. */
  readonly trustAnchors: readonly Uint8Array[]
  /** When the certificate must have been valid: the day of the record's signature. */
  readonly time: Date
}

/** Whom a certificate names, and who says so: RFC 4514 texts. */
export interface CertifiedName {
  readonly subject: string
  readonly issuer: string
}

/** The subject that a certificate names and its issuer, when one of the anchors issued it directly and both were valid at the time;
 *  undefined otherwise. That the subject is the person in the record is for the caller to compare, and revocation to look up. */
export async function trustCertificate(options: TrustCertificateOptions): Promise<CertifiedName | undefined> {
  const { certificate, trustAnchors, time } = options
  const read = await readCertificate(certificate)
  if (!read) return undefined
  for (const anchor of trustAnchors) {
    const issuer = await readCertificate(anchor)
    if (!issuer || issuer.subject !== read.issuer || time < issuer.notBefore || time > issuer.notAfter)
      continue
    const issued = await read.verify({ publicKey: issuer, date: time }).catch(() => false)
    if (issued) return { subject: read.subject, issuer: read.issuer }
  }
  return undefined
}

/** What tells a certificate from another before anybody trusts it. */
export interface DescribedCertificate {
  /** RFC 4514. */
  readonly subject: string
  /** SHA-256 of the certificate as it stands, 32 octets. */
  readonly fingerprint: Uint8Array
}

/** Whose a certificate (DER) is; undefined for what is none, or has more behind it. Nothing of it is verified. */
export async function describeCertificate(
  certificate: Uint8Array,
): Promise<DescribedCertificate | undefined> {
  const read = await readCertificate(certificate)
  if (!read || derLength(certificate) !== certificate.length) return undefined
  return { subject: read.subject, fingerprint: sha256(certificate) }
}

/** Octets of the sequence that begins there, its own head among them (X.690, 8.1.3). */
function derLength([, first = 0, ...rest]: Uint8Array): number {
  if (first < 0x80) return 2 + first
  const octets = rest.slice(0, first - 0x80)
  return octets.reduce((length, octet) => length * 256 + octet, 0) + 2 + octets.length
}

// The library is half a megabyte that most holders never need, so it comes with the first certificate. It cannot be loaded
// without the metadata polyfill.
async function readCertificate(certificate: Uint8Array) {
  await import('reflect-metadata')
  const { X509Certificate } = await import('@peculiar/x509')
  try {
    return new X509Certificate(Uint8Array.from(certificate))
  } catch {
    return undefined
  }
}

function signatureAlgorithm(key: Algorithm): (EcdsaParams & EcKeyImportParams) | Algorithm | undefined {
  if (key.name === 'Ed25519') return { name: 'Ed25519' }
  if (key.name !== 'ECDSA' || (key as EcKeyAlgorithm).namedCurve !== 'P-256') return undefined
  return { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
}
