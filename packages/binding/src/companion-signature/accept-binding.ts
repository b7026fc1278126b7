import { coreVerify } from '@velum/bbs'
import { decodeScalar, type Scalar } from '@velum/curve'
import type { Binding } from '../binding.ts'
import { bindingGenerators, openBindingInterface } from '../binding-interface.ts'
import { bindingHeader } from '../binding-parameters.ts'
import { type HolderSecrets, requireNonZero, secretScalars } from '../holder-secrets.ts'
import { isOctets, requireOctets } from '../require.ts'
import { type BindingMessages, bindingScalars } from './sign-binding.ts'

export interface AcceptBindingOptions extends BindingMessages {
  /** The credential's key. */
  readonly publicKey: Uint8Array
  /** 80 octets, as the issuer sent them. */
  readonly signature: Uint8Array
  readonly secrets: HolderSecrets
  /** 32 octets, from `createRegistration`. */
  readonly blind: Uint8Array
}

/** The binding that the holder keeps, when the issuer's signature is one over exactly this header, link, handle, these numbers and
 *  the holder's own secrets; undefined for everything else an issuer can send, a handle of zero and a number out of its bounds
 *  included. That the numbers are the ones that the credential says is for the caller to compare. Throws BindingError
 *  'invalid-argument' for parameters, secrets or a blind of the wrong form. (docs/proof-system.md) */
export async function acceptBinding(options: AcceptBindingOptions): Promise<Binding | undefined> {
  const { parameters, publicKey, signature, handle, numbers, secrets, blind } = options
  const { holderSecret, nymSecret } = secretScalars(secrets)
  const blindScalar = requireNonZero(blind, 'blind')
  const header = bindingHeader(parameters)
  requireOctets(publicKey, 'publicKey')

  // Form: what bindingScalars would call misuse is an issuer's fault here.
  if (!isOctets(signature, 80) || !isOctets(handle, 32)) return undefined
  const handleScalar = decodeScalar(handle)
  if (handleScalar === undefined || handleScalar === 0n) return undefined
  if (!areWithinBounds(options)) return undefined

  const bbs = await openBindingInterface()
  const scalars: Scalar[] = [...(await bindingScalars(options)), blindScalar, holderSecret, nymSecret]
  const generators = bindingGenerators(bbs, parameters.numbers.length)
  if (!coreVerify(bbs, { publicKey, signature, generators, header, scalars })) return undefined
  return { signature, handle, numbers: [...numbers], blind }
}

function areWithinBounds({ parameters, numbers }: BindingMessages): boolean {
  return (
    Array.isArray(numbers) &&
    numbers.length === parameters.numbers.length &&
    parameters.numbers.every(({ lo, hi }, i) => {
      const value = numbers[i] as number
      return Number.isSafeInteger(value) && value >= lo && value <= hi
    })
  )
}
