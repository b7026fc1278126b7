import { DidError, decodeMultikey } from '@velum/did'

/** The BLS key that a verification method has in its name, after `#`; undefined for a method that is named otherwise. Says
 *  nothing about whose key it is. */
export function methodKey(methodId: string): Uint8Array | undefined {
  try {
    const { kind, publicKey } = decodeMultikey(methodId.slice(methodId.indexOf('#') + 1))
    return kind === 'Bls12381G2' ? publicKey : undefined
  } catch (error) {
    if (!(error instanceof DidError)) throw error
    return undefined
  }
}
