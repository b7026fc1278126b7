import { base64urlnopad } from '@scure/base'
import { basisHash, ExchangeError, encodeOpeningCase, type Handover, type OpeningCase } from '@velum/exchange'
import type { RequestOpeningOptions } from '@velum/registry'
import { hexToBytes } from '../hex.ts'
import { randomText } from '../random-text.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { VerifierError } from '../verifier-error.ts'
import { type EvidenceMissing, findEvidence } from './find-evidence.ts'

export interface OpeningRequestOptions {
  /** The document that the request rests on, under a file name without folders. Trustees read it; the chain has a salted SHA-256. */
  readonly basis: { readonly name: string; readonly content: Uint8Array }
  /** How the holder can answer: an address or a telephone number, 1 to 256 bytes of UTF-8. It stands on chain for all to read. */
  readonly answerTo: string
  /** Where another than the service requests: what `handOver` signed. */
  readonly handover?: Handover
}

/** What to do for an opening, or why nothing can be done. */
export type OpeningPreparation =
  | {
      readonly prepared: true
      /** The file for the trustees, and for nobody else: it holds what the visitor disclosed. */
      readonly case: string
      /** What `requestOpening` of the registry takes beside who asks (`account`) and a new key of theirs (`requesterKey`). */
      readonly call: Omit<RequestOpeningOptions, 'account' | 'requesterKey'>
      /** `presence-only`: the presentation names no transaction, so that it shows that somebody was there and nothing of what they
       *  did. Trustees will ask why that is enough. */
      readonly warnings: readonly 'presence-only'[]
    }
  | { readonly prepared: false; readonly reason: EvidenceMissing }

/** Prepares a request to open one of the service's presentations; asks nobody. Throws VerifierError 'opening-invalid' |
 *  'evidence-unreadable', and what the store rejects with. */
export async function prepareOpening(
  context: VerifierContext,
  presentationId: string,
  { basis, answerTo, handover }: OpeningRequestOptions,
): Promise<OpeningPreparation> {
  const found = await findEvidence(context, presentationId)
  if ('missing' in found) return { prepared: false, reason: found.missing }
  const { evidence } = found
  const length = new TextEncoder().encode(answerTo).length
  if (length < 1 || length > 256) throw invalid('How the holder can answer has 1 to 256 bytes.')
  const openingCase: OpeningCase = {
    version: 1,
    evidence,
    basis: {
      name: basis.name,
      content: base64urlnopad.encode(basis.content),
      // Each call prepares another request: what is handed over goes with this call to the chain and no other.
      salt: randomText(context.random, 32),
    },
    ...(handover && { handover }),
  }
  const { authority, transaction } = evidence.transcript
  return {
    prepared: true,
    case: encode(openingCase),
    call: {
      authority: authority.id,
      epoch: authority.epoch,
      presentationId: hexToBytes(presentationId),
      basisHash: hexToBytes(basisHash(openingCase)),
      answerTo,
    },
    warnings: transaction === null ? ['presence-only'] : [],
  }
}

function encode(openingCase: OpeningCase): string {
  try {
    return encodeOpeningCase(openingCase)
  } catch (cause) {
    if (!(cause instanceof ExchangeError)) throw cause
    throw invalid(
      'The document needs a file name of at most 200 characters, without folders, and fits 12 MB.',
      {
        cause,
      },
    )
  }
}

function invalid(message: string, options?: ErrorOptions): VerifierError {
  return new VerifierError('opening-invalid', message, options)
}
