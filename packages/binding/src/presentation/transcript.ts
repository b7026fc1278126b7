import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { encodeScalar, type Scalar } from '@velum/curve'
import { type CborValue, encodeCanonical } from '../canonical-cbor.ts'
import { tag } from '../tags.ts'
import type { PresentationContext } from './presentation-context.ts'
import type { StatementEntry } from './statement-kind.ts'

/** First value of the transcript, and the cryptosuite that carries the extension. */
export const bindingCryptosuite = 'velum-binding-2026'

/** A credential's part of the transcript, bound or not. */
export interface CredentialEntry {
  /** 96 octets. */
  readonly issuerKey: Uint8Array
  /** 32 octets. */
  readonly documentHash: Uint8Array
  readonly bound?: BoundEntry
}

export interface BoundEntry {
  readonly linkIndex: number
  readonly bindingHeader: Uint8Array
  /** Abar', Bbar', D'. */
  readonly points: readonly Uint8Array[]
  /** T1', T2'. */
  readonly firstMessages: readonly Uint8Array[]
  readonly statements: readonly StatementEntry[]
}

/** The one transcript of a presentation: everything that its proofs speak of but what the standard challenges hold already. What is
 *  absent is null in its place. (docs/proof-system.md, "Transcript") */
export function transcriptOf(
  context: PresentationContext,
  credentials: readonly CredentialEntry[],
  sameHolder: StatementEntry | undefined,
): readonly CborValue[] {
  const { challenge, domain, time, transactionHash, authority } = context
  return [
    bindingCryptosuite,
    challenge,
    domain,
    time,
    transactionHash,
    // The place of the accumulator.
    null,
    authority && [authority.id, authority.epoch, authority.key],
    credentials.map(credentialValue),
    sameHolder ? statementValue(sameHolder) : null,
  ]
}

function credentialValue({ issuerKey, documentHash, bound }: CredentialEntry): CborValue {
  if (!bound) return [issuerKey, documentHash, null, null, null, null, null]
  const { linkIndex, bindingHeader, points, firstMessages, statements } = bound
  return [
    issuerKey,
    documentHash,
    linkIndex,
    bindingHeader,
    points,
    firstMessages,
    statements.map(statementValue),
  ]
}

const statementValue = ({ type, parameters, bases, sent, firstMessages }: StatementEntry): CborValue => [
  type,
  parameters,
  bases,
  sent,
  firstMessages,
]

export const transcriptHash = (transcript: readonly CborValue[]): Uint8Array =>
  sha256(encodeCanonical(transcript))

/** The presentation header that all standard proofs of a presentation take: UTF-8 of the JSON of challenge, domain and, when a
 *  credential is bound, the hash of the transcript in base64url. */
export function presentationHeaderOf(
  { challenge, domain }: Pick<PresentationContext, 'challenge' | 'domain'>,
  hash: Uint8Array | undefined,
): Uint8Array {
  const binding = hash && base64url(hash)
  return new TextEncoder().encode(JSON.stringify({ challenge, domain, binding }))
}

/** What names a presentation from now on: 32 octets over the transcript and the challenge of each standard proof. Another encoding of
 *  the same presentation has the same. */
export function presentationIdOf(hash: Uint8Array, challenges: readonly Scalar[]): Uint8Array {
  return sha256(concatBytes(tag('PRESENTATION_ID'), hash, ...challenges.map(encodeScalar)))
}

function base64url(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
