import { sha256 } from '@noble/hashes/sha2.js'
import type { CeremonyTerms } from './ceremony-terms.ts'

/** A message of round 2 or 3, as the account of its trustee signs it. */
export interface CeremonyMessage {
  readonly authority: string
  readonly ceremony: number
  readonly round: 2 | 3
  readonly trustee: number
  /** SHA-256 of what is signed: 32 octets. */
  readonly messageHash: Uint8Array
}

/** Signs a message with the trustee's own account: 65 octets. */
export type SignMessage = (message: CeremonyMessage) => Promise<Uint8Array>

/** Whether a signature is the trustee's over its message. Whoever answers knows the trustees' addresses not only from the node that
 *  tells the log: that is what the signature is for. */
export type IsSignature = (message: CeremonyMessage & { readonly signature: Uint8Array }) => boolean

/** What is signed, and by whom it should be. */
export interface Signed {
  readonly round: 2 | 3
  readonly trustee: number
  readonly content: Uint8Array
}

const signatureLength = 65

/** The message as it is sent: the signature, then the content. */
export async function signContent(
  terms: CeremonyTerms,
  signed: Signed,
  sign: SignMessage,
): Promise<Uint8Array> {
  const signature = await sign(messageOf(terms, signed))
  if (signature.length !== signatureLength) throw new RangeError('a signature has 65 octets')
  return Uint8Array.from([...signature, ...signed.content])
}

/** What a message says, whoever signed it: all but the signature. */
export const contentOf = (message: Uint8Array): Uint8Array => message.subarray(signatureLength)

/** Whether a message carries its trustee's signature. */
export function isSigned(
  terms: CeremonyTerms,
  { round, trustee, message }: Omit<Signed, 'content'> & { readonly message: Uint8Array },
  isSignature: IsSignature,
): boolean {
  if (message.length < signatureLength) return false
  const signature = message.slice(0, signatureLength)
  try {
    return isSignature({ ...messageOf(terms, { round, trustee, content: contentOf(message) }), signature })
  } catch {
    // Libraries throw for octets that are no signature at all.
    return false
  }
}

const messageOf = ({ authority, ceremony }: CeremonyTerms, { round, trustee, content }: Signed) => ({
  ...{ authority, ceremony, round, trustee },
  messageHash: sha256(content),
})
