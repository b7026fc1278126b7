import { openInterface, pairUp, platformRandom, type RandomOctets, standardApiId } from '@velum/bbs'
import { ciphersuite } from '../binding-interface.ts'
import { requireOctets } from '../require.ts'
import { type EscrowToken, escrowToken } from './escrow-token.ts'
import { decodeExtension } from './extension.ts'
import { openPresentation, type PresentedCredential } from './open-presentation.ts'
import type { PresentationContext } from './presentation-context.ts'
import type { PresentationFault } from './presentation-fault.ts'
import { presentationHeaderOf, presentationIdOf, transcriptHash } from './transcript.ts'

export interface VerifyBoundPresentationOptions {
  /** From the verifier's own request and from the chain. */
  readonly context: PresentationContext
  /** In the order in which they were presented; at least one of them bound. */
  readonly credentials: readonly PresentedCredential[]
  /** What the holder sent. */
  readonly extension: Uint8Array
  /** A cryptographic source, which holders cannot foresee; the platform's own by default. */
  readonly random?: RandomOctets
}

export type PresentationVerdict =
  | {
      readonly valid: true
      /** 32 octets by which the presentation is spoken of. */
      readonly presentationId: Uint8Array
      /** What all standard proofs were made for. */
      readonly presentationHeader: Uint8Array
      /** For each credential its pseudonyms, in the order of the statements; 48 octets each. */
      readonly pseudonyms: readonly (readonly { readonly label: string; readonly pseudonym: Uint8Array }[])[]
      /** For each credential its escrow token, or null. */
      readonly escrows: readonly (EscrowToken | null)[]
    }
  | { readonly valid: false; readonly reason: PresentationFault }

/** Whether a presentation proves all that was asked about its credentials. Everything but the proofs is the verifier's own; whatever a
 *  holder can send and is not right is answered by a reason. Does not check who the issuer is, nor dates or status. Throws BindingError
 *  'invalid-argument', 'unknown-statement' for what the verifier passes in. (docs/proof-system.md, "Verification") */
export async function verifyBoundPresentation(
  options: VerifyBoundPresentationOptions,
): Promise<PresentationVerdict> {
  const { context, credentials, random = platformRandom } = options
  const extension = decodeExtension(requireOctets(options.extension, 'extension'))
  if (!extension) return refused('extension-malformed')

  // First messages from the responses, transcript from the verifier's own request.
  const opened = await openPresentation(context, credentials, extension)
  if ('fault' in opened) return refused(opened.fault)

  // One transcript, one presentation header; the challenge of each standard proof follows.
  const hash = transcriptHash(opened.transcript)
  const presentationHeader = presentationHeaderOf(context, hash)
  if (opened.proofs.some((proof) => proof.challenge(presentationHeader) !== proof.claimedChallenge)) {
    return refused('challenge-mismatch')
  }

  // One product of pairings for all signatures, with weights drawn now that everything else is fixed.
  const bbs = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  if (!pairUp(bbs, [...opened.proofs, ...opened.possessions], random)) return refused('signature-invalid')

  const challenges = opened.proofs.map(({ claimedChallenge }) => claimedChallenge)
  return {
    valid: true,
    presentationId: presentationIdOf(hash, challenges),
    presentationHeader,
    pseudonyms: opened.statements.map((entries) =>
      entries
        .filter(({ type }) => type === 'pseudonym')
        .map(({ parameters, sent }) => ({
          label: parameters[0] as string,
          pseudonym: sent[0] as Uint8Array,
        })),
    ),
    escrows: opened.statements.map((entries) => {
      const entry = entries.find(({ type }) => type === 'escrow')
      return entry ? escrowToken(entry.sent) : null
    }),
  }
}

const refused = (reason: PresentationFault): PresentationVerdict => ({ valid: false, reason })
