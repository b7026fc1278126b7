import { concatBytes } from '@noble/hashes/utils.js'
import {
  type BbsInterface,
  type InitialisedProof,
  openInterface,
  proofInit,
  type RandomOctets,
  standardApiId,
} from '@velum/bbs'
import { encodeScalar, randomScalar, type Scalar } from '@velum/curve'
import { BindingError } from '../binding-error.ts'
import { ciphersuite, openBindingInterface } from '../binding-interface.ts'
import type { CborValue } from '../canonical-cbor.ts'
import { requireOctets } from '../require.ts'
import { type Extension, mostCredentials } from './extension.ts'
import { answerBinding, type BindingToProve, type InitialisedBinding, initBinding } from './init-binding.ts'
import { decodeB } from './kept-b.ts'
import { type PresentationContext, requireContext } from './presentation-context.ts'
import { initSameHolder } from './statements/same-holder.ts'
import { type CredentialEntry, transcriptOf } from './transcript.ts'

/** A credential to present: what its issuer signed, and what of it is disclosed. */
export interface CredentialToProve {
  /** 96 octets. */
  readonly publicKey: Uint8Array
  /** 80 octets. */
  readonly signature: Uint8Array
  readonly header: Uint8Array
  /** All messages that were signed, in order. */
  readonly messages: readonly Uint8Array[]
  /** Strictly ascending. */
  readonly disclosedIndexes: readonly number[]
  /** SHA-256 of the JCS of the disclosed document without its proof. */
  readonly documentHash: Uint8Array
  /** What `signatureB` returned, where it was kept. */
  readonly b?: Uint8Array
  /** Present where the credential is bound. */
  readonly bound?: BindingToProve
}

/** All proofs of a presentation between their first messages and their answers. */
export interface InitialisedPresentation {
  readonly transcript: readonly CborValue[]
  /** The standard proofs, each with the challenge that it and whatever is proved about its binding will answer. */
  readonly proofs: readonly InitialisedProof[]
  /** The bindings by position, undefined where a credential is not bound. */
  readonly bindings: readonly (InitialisedBinding | undefined)[]
  /** Answers the challenge of each credential. Works once. Undefined where no credential is bound. */
  answer(challenges: readonly Scalar[]): Extension | undefined
}

/** Begins all proofs of a presentation. Throws BindingError 'invalid-argument', 'number-out-of-range', 'unknown-statement' and what
 *  `proofInit` throws. */
export async function initPresentation(
  context: PresentationContext,
  credentials: readonly CredentialToProve[],
  random: RandomOctets,
): Promise<InitialisedPresentation> {
  requireContext(context)
  if (credentials.length === 0 || credentials.length > mostCredentials) {
    throw new BindingError('invalid-argument', `A presentation has from 1 to ${mostCredentials} credentials.`)
  }
  const standard = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const companion = await openBindingInterface()

  const begun = credentials.map((credential) =>
    initCredential(standard, companion, credential, context, random),
  )
  const bindings = begun.map(({ binding }) => binding)
  const present = bindings.filter((binding) => binding !== undefined)
  const sameHolder = context.sameHolder
    ? initSameHolder(
        standard.curve,
        present.map(({ possession }) => possession.hidden),
        random,
      )
    : undefined

  const entries = credentials.map(({ publicKey, documentHash }, i): CredentialEntry => {
    const bound = bindings[i]?.entry
    return {
      issuerKey: publicKey,
      documentHash: requireOctets(documentHash, 'documentHash', 32),
      ...(bound && { bound }),
    }
  })
  return {
    transcript: transcriptOf(context, entries, sameHolder?.entry),
    proofs: begun.map(({ proof }) => proof),
    bindings,
    answer(challenges) {
      if (present.length === 0) return undefined
      const parts = bindings.map((binding, i) =>
        binding ? answerBinding(binding, challenges[i] as Scalar) : null,
      )
      if (!sameHolder) return { credentials: parts, sameHolder: null }
      const ofBound = challenges.filter((_, i) => bindings[i])
      const kappas = sameHolder.answers.map((answer, i) => answer(ofBound[i] as Scalar))
      return {
        credentials: parts,
        sameHolder: {
          points: concatBytes(...sameHolder.entry.sent),
          scalars: concatBytes(...kappas.map(encodeScalar)),
        },
      }
    },
  }
}

function initCredential(
  standard: BbsInterface,
  companion: BbsInterface,
  credential: CredentialToProve,
  context: PresentationContext,
  random: RandomOctets,
): { proof: InitialisedProof; binding: InitialisedBinding | undefined } {
  const { publicKey, signature, header, disclosedIndexes, bound } = credential
  const messages = standard.messagesToScalars(credential.messages)
  const generators = standard.generators.first(messages.length + 1)
  const b = credential.b && decodeB(standard.curve, credential.b)
  const init = {
    bbs: standard,
    publicKey,
    signature,
    generators,
    header,
    messages,
    disclosedIndexes,
    random,
    ...(b && { b }),
  }
  if (!bound) return { proof: proofInit(init), binding: undefined }

  const link = messages[bound.linkIndex]
  if (link === undefined || disclosedIndexes.includes(bound.linkIndex)) {
    throw new BindingError('invalid-argument', 'linkIndex must be that of a message which stays hidden.')
  }
  // The one nonce that the standard proof and the proof of possession share: both answer the challenge of this credential.
  const nonce = randomScalar(random)
  const proof = proofInit({ ...init, sharedNonces: new Map([[bound.linkIndex, nonce]]) })
  return {
    proof,
    binding: initBinding(companion, publicKey, bound, { secret: link, nonce }, context, random),
  }
}
