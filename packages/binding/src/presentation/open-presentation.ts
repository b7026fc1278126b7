import {
  type BbsInterface,
  type OpenedProof,
  openInterface,
  proofVerifyInit,
  standardApiId,
} from '@velum/bbs'
import type { Curve, Scalar } from '@velum/curve'
import { BindingError } from '../binding-error.ts'
import { ciphersuite, openBindingInterface } from '../binding-interface.ts'
import type { CborValue } from '../canonical-cbor.ts'
import { requireInteger, requireOctets } from '../require.ts'
import { type Extension, type ExtensionPart, mostCredentials, type Sent } from './extension.ts'
import { type BindingExpectation, openBinding } from './open-binding.ts'
import type { OpenedPossession } from './possession.ts'
import { type PresentationContext, requireContext } from './presentation-context.ts'
import type { Faulty } from './presentation-fault.ts'
import { receive } from './receive.ts'
import type { StatementEntry } from './statement-kind.ts'
import { openSameHolder } from './statements/same-holder.ts'
import { type CredentialEntry, transcriptOf } from './transcript.ts'

/** A presented credential: what its holder sent, and what the verifier asks of it. */
export interface PresentedCredential {
  /** 96 octets, from the issuer's DID document. */
  readonly publicKey: Uint8Array
  /** The standard proof. */
  readonly proof: Uint8Array
  readonly header: Uint8Array
  readonly disclosedMessages: readonly Uint8Array[]
  /** Strictly ascending. */
  readonly disclosedIndexes: readonly number[]
  /** How many messages the template has. */
  readonly messageCount: number
  /** SHA-256 of the JCS of the disclosed document without its proof, computed by the verifier. */
  readonly documentHash: Uint8Array
  /** Present where the credential says that it is bound. */
  readonly bound?: BindingExpectation
}

/** A presentation whose first messages were recomputed. It is valid when each standard proof carries the challenge that follows from
 *  the transcript, and all pairings hold; neither was checked yet. */
export interface OpenedPresentation {
  readonly curve: Curve
  readonly transcript: readonly CborValue[]
  /** The standard proofs, in order. */
  readonly proofs: readonly OpenedProof[]
  /** The proofs of possession of the bound credentials, in order. */
  readonly possessions: readonly OpenedProof[]
  /** What was sent for the statements of each credential; none where it is not bound. */
  readonly statements: readonly (readonly StatementEntry[])[]
}

// Before generators are made for them.
const mostMessages = 1024

/** Recomputes all first messages of a presentation and its transcript, or tells the first fault. Throws BindingError
 *  'invalid-argument', 'unknown-statement' for what the verifier itself passes in. */
export async function openPresentation(
  context: PresentationContext,
  credentials: readonly PresentedCredential[],
  extension: Extension,
): Promise<OpenedPresentation | Faulty> {
  requireContext(context)
  const boundCount = credentials.filter(({ bound }) => bound).length
  if (boundCount === 0 || credentials.length > mostCredentials) {
    throw new BindingError(
      'invalid-argument',
      `A presentation to verify has from 1 to ${mostCredentials} credentials, one of them bound.`,
    )
  }
  if (extension.credentials.length !== credentials.length) return { fault: 'extension-malformed' }
  if (context.sameHolder && boundCount < 2) return { fault: 'same-holder-alone' }

  const standard = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const companion = await openBindingInterface()
  const opened: OpenedCredential[] = []
  for (const [i, credential] of credentials.entries()) {
    const part = extension.credentials[i] as ExtensionPart | null
    const one = openCredential(standard, companion, credential, part, context)
    if ('fault' in one) return one
    opened.push(one)
  }

  const sameHolder = openSameHolderPart(standard.curve, context, extension.sameHolder, opened)
  if (sameHolder && 'fault' in sameHolder) return sameHolder
  return {
    curve: standard.curve,
    transcript: transcriptOf(
      context,
      opened.map(({ entry }) => entry),
      sameHolder,
    ),
    proofs: opened.map(({ proof }) => proof),
    possessions: opened.flatMap(({ possession }) => possession?.proof ?? []),
    statements: opened.map(({ entry }) => entry.bound?.statements ?? []),
  }
}

interface OpenedCredential {
  readonly proof: OpenedProof
  readonly possession: OpenedPossession | undefined
  readonly entry: CredentialEntry
}

function openCredential(
  standard: BbsInterface,
  companion: BbsInterface,
  credential: PresentedCredential,
  part: ExtensionPart | null,
  context: PresentationContext,
): OpenedCredential | Faulty {
  const { publicKey, header, disclosedIndexes, messageCount, bound } = credential
  if (requireInteger(messageCount, 'messageCount', 0) > mostMessages) return { fault: 'proof-malformed' }
  if (bound && !part) return { fault: 'binding-missing' }
  if (!bound && part) return { fault: 'binding-unexpected' }

  const proof = proofVerifyInit({
    bbs: standard,
    publicKey,
    proof: credential.proof,
    generators: standard.generators.first(messageCount + 1),
    header,
    disclosedMessages: standard.messagesToScalars(credential.disclosedMessages),
    disclosedIndexes,
  })
  if (!proof) return { fault: 'proof-malformed' }
  const documentHash = requireOctets(credential.documentHash, 'documentHash', 32)
  if (!bound || !part) return { proof, possession: undefined, entry: { issuerKey: publicKey, documentHash } }

  const linkResponse = proof.responses.get(bound.linkIndex)
  if (linkResponse === undefined) return { fault: 'link-disclosed' }
  const opened = openBinding({
    bbs: companion,
    publicKey,
    bound,
    part,
    linkResponse,
    challenge: proof.claimedChallenge,
    context,
  })
  if ('fault' in opened) return opened
  const { possession, entry } = opened
  return { proof, possession, entry: { issuerKey: publicKey, documentHash, bound: entry } }
}

function openSameHolderPart(
  curve: Curve,
  context: PresentationContext,
  sent: Sent | null,
  opened: readonly OpenedCredential[],
): StatementEntry | undefined | Faulty {
  if (!context.sameHolder) return sent === null ? undefined : { fault: 'extension-malformed' }
  if (sent === null) return { fault: 'statement-missing' }
  const bound = opened.flatMap(({ proof, possession }) =>
    possession ? [{ challenge: proof.claimedChallenge, responses: possession.responses }] : [],
  )
  const received = receive(curve, sent, 1, bound.length)
  if (!received) return { fault: 'statement-malformed' }
  const [k] = received.points as [(typeof received.points)[0]]
  return openSameHolder({
    curve,
    k,
    bindings: bound.map((one, i) => ({ ...one, kappa: received.scalars[i] as Scalar })),
  })
}
