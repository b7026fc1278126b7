import { base64urlnopad } from '@scure/base'
import {
  type CertifiedName,
  openSealedRecord,
  type RecordContent,
  recordAddress,
  recordLeaf,
  recordStatement,
  trustCertificate,
  verifyInclusion,
  verifyIndependentSignature,
  verifyRecordSignature,
} from '@velum/binding'
import { parseEthrDid } from '@velum/did'
import { ExchangeError, type IdentityRecord, parseIdentityRecord } from '@velum/exchange'
import type { OpeningChain, Place } from '../opening/opening-chain.ts'
import { idOctets } from '../opening/opening-subject.ts'
import type { EvidenceFile } from './evidence-file.ts'

/** What a registration point leads to, and as far as what is signed. */
export interface OpenedRecord {
  /** Where the issuer anchored the batch in which the record stands; undefined where it did not before the request was made. */
  readonly anchored?: Place
  /** What the point opens; undefined where it opens nothing. */
  readonly content?: RecordContent
  /** The identity record, when it is one of this issuer, authority and template. */
  readonly identity?: IdentityRecord
  /** The owner of the point signed the record. */
  readonly signed: boolean
  /** Whom a certificate of a trust anchor names as the owner of the key that signed the record's address too. */
  readonly certified?: CertifiedName
}

export interface OpenRecordOptions {
  readonly chain: OpeningChain
  readonly record: NonNullable<EvidenceFile['record']>
  /** The registration point: 48 octets. */
  readonly point: Uint8Array
  /** When the opening was asked for. What was anchored later may have been made for the occasion. */
  readonly requested: Place
  /** DID of the issuer, `0x…` of the authority. */
  readonly issuer: string
  readonly authority: string
  /** Certificates (DER) of those who are believed to name people rightly. */
  readonly trustAnchors: readonly Uint8Array[]
}

/** Finds, opens and reads the record of a registration point. */
export async function openRecord(options: OpenRecordOptions): Promise<OpenedRecord> {
  const { chain, record, point, issuer } = options
  const { chainId } = chain.deployment
  const authority = idOctets(options.authority, 'id of the authority')
  const ciphertext = base64urlnopad.decode(record.ciphertext)
  const anchored = await anchoredBefore(chain, { ...options, ciphertext })
  const content = openSealedRecord({ chainId, issuer, authority, reg: point, ciphertext })
  const identity = content && readIdentity(content.record, issuer, options.authority)
  const batch = anchored && { anchored }
  if (!content || !identity) return { ...batch, signed: false, ...(content && { content }) }

  const about = { reg: point, record: content.record }
  const signed = await verifyRecordSignature({
    ...{ chainId, issuer, authority, ...about },
    templateHash: identity.templateHash,
    date: content.date,
    signature: content.recordSignature,
  })
  const statement = recordStatement({ parameters: { issuer, authority }, ...about })
  const { independent } = content
  const certified =
    independent && (await verifyIndependentSignature(independent, statement))
      ? await trustCertificate({
          certificate: independent.certificate,
          trustAnchors: options.trustAnchors,
          time: new Date(content.date),
        })
      : undefined
  return {
    ...batch,
    content,
    identity: identity.record,
    signed,
    ...(certified !== undefined && { certified }),
  }
}

async function anchoredBefore(
  chain: OpeningChain,
  options: Pick<OpenRecordOptions, 'record' | 'point' | 'issuer' | 'requested'> & { ciphertext: Uint8Array },
): Promise<Place | undefined> {
  const { record, point, issuer, ciphertext, requested } = options
  const batches = await chain.escrowRegistry.batches(parseEthrDid(issuer).address)
  const batch = batches.find(({ epoch }) => epoch === record.epoch)
  if (batch === undefined || batch.at > requested.at) return undefined
  const { root, count, epoch, blockNumber, at } = batch
  const leaf = recordLeaf({ address: recordAddress(point), ciphertext, issuer, epoch })
  const path = record.path.map((node) => base64urlnopad.decode(node))
  return verifyInclusion({ leaf, index: record.index, count, path, root }) ? { blockNumber, at } : undefined
}

function readIdentity(octets: Uint8Array, issuer: string, authority: string) {
  try {
    const record = parseIdentityRecord(new TextDecoder('utf-8', { fatal: true }).decode(octets))
    const templateHash = digestOctets(record.template)
    const isOurs = record.issuer === issuer && record.authority === authority
    return isOurs && templateHash ? { record, templateHash } : undefined
  } catch (error) {
    if (error instanceof ExchangeError || error instanceof TypeError) return undefined
    throw error
  }
}

/** The octets of `sha256-<base64>`. */
function digestOctets(digest: string): Uint8Array | undefined {
  const text = /^sha256-([A-Za-z0-9+/]{43})=$/.exec(digest)?.[1]
  if (text === undefined) return undefined
  return base64urlnopad.decode(text.replaceAll('+', '-').replaceAll('/', '_'))
}
