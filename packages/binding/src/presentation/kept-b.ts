import { computeB, openInterface, standardApiId } from '@velum/bbs'
import type { Curve, G1 } from '@velum/curve'
import type { Binding } from '../binding.ts'
import { BindingError } from '../binding-error.ts'
import { bindingGenerators, ciphersuite, openBindingInterface } from '../binding-interface.ts'
import { type BindingParameters, bindingHeader } from '../binding-parameters.ts'
import type { HolderSecrets } from '../holder-secrets.ts'
import { requireOctets } from '../require.ts'
import { signedScalars } from './possession.ts'

export interface SignatureBOptions {
  /** 96 octets. */
  readonly publicKey: Uint8Array
  readonly header: Uint8Array
  /** All messages that were signed, in order. */
  readonly messages: readonly Uint8Array[]
}

/** B of a credential's signature, 48 octets: a wallet that keeps it, as secret as the messages, proves faster. Throws BbsError
 *  'invalid-public-key', 'invalid-argument'. */
export async function signatureB({ publicKey, header, messages }: SignatureBOptions): Promise<Uint8Array> {
  const bbs = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const generators = bbs.generators.first(messages.length + 1)
  const scalars = bbs.messagesToScalars(messages)
  return bbs.curve.g1.encode(computeB({ bbs, publicKey, header, generators, messages: scalars }))
}

export interface BindingBOptions {
  /** 96 octets. */
  readonly publicKey: Uint8Array
  readonly parameters: BindingParameters
  /** The message of the credential's `binding` statement. */
  readonly linkMessage: Uint8Array
  readonly binding: Binding
  readonly secrets: HolderSecrets
}

/** As `signatureB`, of a binding. Throws BindingError 'invalid-argument', 'number-out-of-range' too. */
export async function bindingB(options: BindingBOptions): Promise<Uint8Array> {
  const { publicKey, parameters, linkMessage, binding, secrets } = options
  const bbs = await openBindingInterface()
  const standard = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const [link] = standard.messagesToScalars([linkMessage]) as [ReturnType<typeof bbs.hashToScalar>]
  const messages = signedScalars(parameters, link, binding, secrets)
  const generators = bindingGenerators(bbs, parameters.numbers.length)
  const b = computeB({ bbs, publicKey, header: bindingHeader(parameters), generators, messages })
  return bbs.curve.g1.encode(b)
}

/** A B that was kept. Throws BindingError 'invalid-argument' when the octets are no point of the group. */
export function decodeB({ g1 }: Curve, octets: Uint8Array): G1 {
  const point = g1.decode(requireOctets(octets, 'b', 48))
  if (point) return point
  throw new BindingError('invalid-argument', 'b must be a point that signatureB or bindingB returned.')
}
