import {
  AuthorityError,
  type ChainSnapshot,
  describeCertificate,
  type EvidenceFile,
  parseCertificates,
  parseEvidenceFile,
  parseSnapshot,
} from '@velum/authority'
import type { Refusal } from './messages.ts'

/** A certificate as somebody has chosen it, which nobody trusts yet. */
export interface ReadCertificate {
  readonly der: Uint8Array
  readonly subject: string
  /** SHA-256, `AB:CD:…` as other programs show it. */
  readonly fingerprint: string
}

export type ReadFile =
  | { readonly file: 'evidence'; readonly content: EvidenceFile }
  | { readonly file: 'snapshot'; readonly content: ChainSnapshot }
  | { readonly file: 'certificate'; readonly content: readonly ReadCertificate[] }
  | { readonly refused: Refusal }

/** Finds out what a file is. It counts octet by octet, as for the command line: what is no UTF-8 and what begins with a byte order mark
 *  was changed since it was made. */
export async function readChosen(octets: Uint8Array | undefined): Promise<ReadFile> {
  if (octets === undefined) return { refused: 'unopened' }
  const text = textOf(octets)
  const evidence = text === undefined ? undefined : tried(() => parseEvidenceFile(text))
  if (evidence) return { file: 'evidence', content: evidence }
  const snapshot = text === undefined ? undefined : tried(() => parseSnapshot(text))
  if (snapshot) return { file: 'snapshot', content: snapshot }
  const certificates = isCertificate(octets) ? await certificatesIn(octets) : []
  if (certificates.length > 0) return { file: 'certificate', content: certificates }
  if (hasMark(octets)) return { refused: 'byte-order-mark' }
  return { refused: text === undefined && octets[0] === 0x7b ? 'not-utf8' : 'unknown' }
}

function textOf(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    return undefined
  }
}

/** Of UTF-8, or of UTF-16 in either order. */
const hasMark = ([first, second, third]: Uint8Array) =>
  (first === 0xef && second === 0xbb && third === 0xbf) ||
  (first === 0xfe && second === 0xff) ||
  (first === 0xff && second === 0xfe)

function tried<Result>(parse: () => Result): Result | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof AuthorityError) return undefined
    throw error
  }
}

const pemBegins = '-----BEGIN CERTIFICATE-----'

/** PEM, or a DER sequence with a length of two octets, as every certificate is. */
const isCertificate = (octets: Uint8Array) =>
  (octets[0] === 0x30 && octets[1] === 0x82) || latin(octets).includes(pemBegins)

/** None where any of them is damaged: whoever trusts the file must not be told that one did not certify anything. */
async function certificatesIn(octets: Uint8Array): Promise<ReadCertificate[]> {
  const found = parseCertificates(octets)
  const begun = latin(octets).split(pemBegins).length - 1
  if (found.length < begun) return []
  const read = await Promise.all(found.map(readCertificate))
  return read.some((one) => one === undefined) ? [] : read.filter((one) => one !== undefined)
}

async function readCertificate(der: Uint8Array): Promise<ReadCertificate | undefined> {
  const described = await describeCertificate(der)
  if (!described) return undefined
  const pairs = Array.from(described.fingerprint, (octet) => octet.toString(16).padStart(2, '0'))
  return { der, subject: described.subject, fingerprint: pairs.join(':').toUpperCase() }
}

const latin = (octets: Uint8Array) => new TextDecoder('latin1').decode(octets)
