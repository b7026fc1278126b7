import { concatBytes } from '@noble/hashes/utils.js'
import {
  type BbsInterface,
  type InitialisedProof,
  type OpenedProof,
  proofInit,
  proofVerifyInit,
  type RandomOctets,
} from '@velum/bbs'
import { encodeScalar, type G1, randomScalar, type Scalar } from '@velum/curve'
import type { Binding } from '../binding.ts'
import { bindingGenerators } from '../binding-interface.ts'
import { type BindingParameters, bindingHeader, numberScalars } from '../binding-parameters.ts'
import { type HolderSecrets, requireNonZero, secretScalars } from '../holder-secrets.ts'
import type { Hidden, HiddenScalars, ScalarResponses } from './statement-kind.ts'

/** Octets of Abar', Bbar', D'. */
const possessionPoints = 144

/** Responses sent for a binding: e^, r1^, r3^, then those of handle, numbers, blind, holderSecret, nymSecret. That of the link is in
 *  the standard proof. */
const possessionScalars = (numberCount: number): number => 7 + numberCount

const scalarLength = 32

/** The scalars of a binding in the order in which they are signed. Throws BindingError 'invalid-argument', 'number-out-of-range'. */
export function signedScalars(
  parameters: BindingParameters,
  link: Scalar,
  binding: Binding,
  secrets: HolderSecrets,
): Scalar[] {
  const { holderSecret, nymSecret } = secretScalars(secrets)
  return [
    link,
    requireNonZero(binding.handle, 'handle'),
    ...numberScalars(parameters.numbers, binding.numbers),
    requireNonZero(binding.blind, 'blind'),
    holderSecret,
    nymSecret,
  ]
}

export interface InitPossessionOptions {
  readonly bbs: BbsInterface
  readonly publicKey: Uint8Array
  readonly parameters: BindingParameters
  readonly link: Hidden
  readonly binding: Binding
  readonly secrets: HolderSecrets
  /** B of the binding, where it was kept. */
  readonly b?: G1 | undefined
  readonly random: RandomOctets
}

/** The proof of possession between its first messages and its answer. */
export interface InitialisedPossession {
  readonly proof: InitialisedProof
  readonly hidden: HiddenScalars
  /** What is sent: the proof but for the response of the link and the challenge. Works once. */
  answer(challenge: Scalar): { points: Uint8Array; scalars: Uint8Array }
}

/** Begins a BBS proof of the companion signature that discloses nothing. Every scalar gets a nonce of its own, drawn here, but for the
 *  link, whose nonce is the one that the standard proof of the same credential uses. Throws BindingError and BbsError
 *  'invalid-argument' and what `proofInit` throws. */
export function initPossession(options: InitPossessionOptions): InitialisedPossession {
  const { bbs, parameters, link, random } = options
  const scalars = signedScalars(parameters, link.secret, options.binding, options.secrets)
  const nonces = [link.nonce, ...scalars.slice(1).map(() => randomScalar(random))]
  const proof = proofInit({
    bbs,
    publicKey: options.publicKey,
    signature: options.binding.signature,
    generators: bindingGenerators(bbs, parameters.numbers.length),
    header: bindingHeader(parameters),
    messages: scalars,
    disclosedIndexes: [],
    sharedNonces: new Map(nonces.entries()),
    ...(options.b && { b: options.b }),
    random,
  })
  const last = scalars.length - 1
  const hidden = (index: number): Hidden => ({
    secret: scalars[index] as Scalar,
    nonce: nonces[index] as Scalar,
  })
  return {
    proof,
    hidden: { holderSecret: hidden(last - 1), nymSecret: hidden(last) },
    answer(challenge) {
      const octets = proof.finalise(challenge)
      const link = possessionPoints + 3 * scalarLength
      return {
        points: octets.slice(0, possessionPoints),
        scalars: concatBytes(
          octets.slice(possessionPoints, link),
          octets.slice(link + scalarLength, -scalarLength),
        ),
      }
    },
  }
}

export interface OpenPossessionOptions {
  readonly bbs: BbsInterface
  readonly publicKey: Uint8Array
  readonly parameters: BindingParameters
  readonly points: Uint8Array
  readonly scalars: Uint8Array
  /** The response of the `binding` statement in the standard proof, which is the one of the link here. */
  readonly linkResponse: Scalar
  readonly challenge: Scalar
}

export interface OpenedPossession {
  readonly proof: OpenedProof
  readonly responses: ScalarResponses
}

/** Recomputes the first messages of a proof of possession; undefined when points, scalars or key are not of the right form: points of
 *  the subgroup but the identity, scalars from 1 to r − 1. The pairing is left to the caller. */
export function openPossession(options: OpenPossessionOptions): OpenedPossession | undefined {
  const { bbs, parameters, points, scalars } = options
  const numberCount = parameters.numbers.length
  if (scalars.length !== possessionScalars(numberCount) * scalarLength) return undefined
  const proof = proofVerifyInit({
    bbs,
    publicKey: options.publicKey,
    proof: concatBytes(
      points,
      scalars.subarray(0, 3 * scalarLength),
      encodeScalar(options.linkResponse),
      scalars.subarray(3 * scalarLength),
      encodeScalar(options.challenge),
    ),
    generators: bindingGenerators(bbs, numberCount),
    header: bindingHeader(parameters),
    disclosedMessages: [],
    disclosedIndexes: [],
  })
  if (!proof) return undefined
  const last = 4 + numberCount
  return {
    proof,
    responses: {
      holderSecret: proof.responses.get(last - 1) as Scalar,
      nymSecret: proof.responses.get(last) as Scalar,
    },
  }
}
