import { computeAddress, getBytes, SigningKey } from 'ethers'
import { type Address, parseAddress } from './address.ts'
import { RegistryError } from './registry-error.ts'

/** A secp256k1 key that signs, wherever it is kept. */
export interface Account {
  address: Address
  /** Signs a digest of 32 bytes; returns r ‖ s ‖ v (65 bytes, v 27 or 28, s in the lower half). */
  sign(digest: Uint8Array): Promise<Uint8Array>
}

/** An account whose key is in memory. `secretKey`: 32 random bytes. Throws RegistryError 'invalid-key'. */
export function createAccount(secretKey: Uint8Array): Account {
  const key = signingKey(secretKey)
  return {
    address: parseAddress(computeAddress(key)),
    sign: async (digest) => getBytes(key.sign(digest).serialized),
  }
}

function signingKey(secretKey: Uint8Array): SigningKey {
  try {
    const key = new SigningKey(Uint8Array.from(secretKey))
    // The constructor looks at the length alone; zero and values above the group order show here.
    key.publicKey
    return key
  } catch {
    // Without the cause: ethers puts the value into its message.
    throw new RegistryError(
      'invalid-key',
      'A secret key is 32 bytes, not zero and below the order of secp256k1.',
    )
  }
}
