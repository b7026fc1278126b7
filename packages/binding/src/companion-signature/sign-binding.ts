import { coreBlindSign, openInterface, standardApiId } from '@velum/bbs'
import type { Scalar } from '@velum/curve'
import { BindingError } from '../binding-error.ts'
import { ciphersuite, committedCount, openBindingInterface } from '../binding-interface.ts'
import { type BindingParameters, bindingHeader, numberScalars } from '../binding-parameters.ts'
import { requireNonZero } from '../holder-secrets.ts'
import { requireOctets } from '../require.ts'

/** What the issuer puts into a binding. */
export interface BindingMessages {
  readonly parameters: BindingParameters
  /** The credential's hidden statement that links it to the binding: the octets that its own signature covers. */
  readonly linkMessage: Uint8Array
  /** 32 octets: a number from 1 to r − 1, never used for another binding. */
  readonly handle: Uint8Array
  /** Values, not offsets, in the order of the parameters. */
  readonly numbers: readonly number[]
}

export interface SignBindingOptions extends BindingMessages {
  /** The credential's key. */
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
  /** 48 octets, from a registration that `verifyRegistration` has accepted: without its proof it can be made of other signatures. */
  readonly commitment: Uint8Array
}

/** The companion signature of a credential, over link, handle, numbers and the holder's committed secrets: 80 octets. That the handle
 *  is new, and not the negative of the accumulator's secret, is for the caller to see to. Throws BindingError 'invalid-argument',
 *  'number-out-of-range', and BbsError for a key that is none. (docs/proof-system.md) */
export async function signBinding(options: SignBindingOptions): Promise<Uint8Array> {
  const bbs = await openBindingInterface()
  const commitment = bbs.curve.g1.decode(requireOctets(options.commitment, 'commitment', 48))
  if (!commitment) {
    throw new BindingError(
      'invalid-argument',
      'The commitment is not a point of the group other than the identity.',
    )
  }
  return coreBlindSign(bbs, {
    secretKey: options.secretKey,
    publicKey: options.publicKey,
    commitment,
    committedCount,
    header: bindingHeader(options.parameters),
    messages: await bindingScalars(options),
  })
}

/** link, handle and numbers as they are signed. The link is the scalar that the credential's own signature has for the statement.
 *  Throws BindingError 'invalid-argument', 'number-out-of-range'. */
export async function bindingScalars(messages: BindingMessages): Promise<Scalar[]> {
  const { parameters, linkMessage, handle, numbers } = messages
  const standard = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const [link] = standard.messagesToScalars([requireOctets(linkMessage, 'linkMessage')]) as [Scalar]
  return [link, requireNonZero(handle, 'handle'), ...numberScalars(parameters.numbers, numbers)]
}
