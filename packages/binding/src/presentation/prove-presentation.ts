import { platformRandom, type RandomOctets } from '@velum/bbs'
import type { Scalar } from '@velum/curve'
import { encodeExtension } from './extension.ts'
import { type CredentialToProve, initPresentation } from './init-presentation.ts'
import type { PresentationContext } from './presentation-context.ts'
import { presentationHeaderOf, presentationIdOf, transcriptHash } from './transcript.ts'

export interface ProvePresentationOptions {
  readonly context: PresentationContext
  /** In the order in which they are presented. */
  readonly credentials: readonly CredentialToProve[]
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

export interface ProvedPresentation {
  /** What all standard proofs are made for. */
  readonly presentationHeader: Uint8Array
  /** One for each credential, as the draft has it: any BBS verifier accepts it with the presentation header. */
  readonly proofs: readonly Uint8Array[]
  /** What `verifyBoundPresentation` takes; undefined when no credential is bound. */
  readonly extension: Uint8Array | undefined
  /** 32 octets by which the presentation is spoken of. */
  readonly presentationId: Uint8Array
}

/** Presents credentials: a standard BBS proof of each, and one extension that proves about the bound ones what was asked, under the
 *  same challenges. Two presentations share no value but pseudonyms. Does not check the signatures: with a wrong one the proof is
 *  refused. Throws BindingError 'invalid-argument', 'number-out-of-range', 'unknown-statement'; BbsError as `deriveProof`.
 *  (docs/proof-system.md, "Presentation") */
export async function provePresentation(options: ProvePresentationOptions): Promise<ProvedPresentation> {
  const { context, credentials, random = platformRandom } = options
  const begun = await initPresentation(context, credentials, random)
  const hash = transcriptHash(begun.transcript)
  const isBound = credentials.some(({ bound }) => bound)
  const presentationHeader = presentationHeaderOf(context, isBound ? hash : undefined)
  const challenges: Scalar[] = begun.proofs.map((proof) => proof.challenge(presentationHeader))
  const extension = begun.answer(challenges)
  return {
    presentationHeader,
    proofs: begun.proofs.map((proof, i) => proof.finalise(challenges[i] as Scalar)),
    extension: extension && encodeExtension(extension),
    presentationId: presentationIdOf(hash, challenges),
  }
}
