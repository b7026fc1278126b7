/// <reference path="./digitalbazaar.d.ts" />
import { generate } from '@digitalbazaar/ed25519-multikey'
import { BbsError, generateKeyPair, secretKeyToPublicKey } from '@velum/bbs'
import { encodeMultikey } from '@velum/did'
import { CredentialError } from './credential-error.ts'
import type { Random } from './random.ts'
import { startEngine } from './start-engine.ts'

/** Signs credentials (bbs-2023): a scalar of 32 bytes and a point of BLS12-381 G2, compressed, of 96. */
export interface BlsKeyPair {
  readonly kind: 'Bls12381G2'
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly publicKeyMultibase: string
}

/** Signs presentations and status lists (eddsa-rdfc-2022): seed and public key, 32 bytes each. */
export interface Ed25519KeyPair {
  readonly kind: 'Ed25519'
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly publicKeyMultibase: string
}

const ciphersuite = 'BLS12-381-SHA-256'

export async function createBlsKeyPair({ random }: { random: Random }): Promise<BlsKeyPair> {
  await startEngine()
  const { secretKey, publicKey } = await generateKeyPair({ keyMaterial: random(32), ciphersuite })
  return keyPair('Bls12381G2', secretKey, publicKey)
}

/** From the 32 secret bytes of an earlier key pair. Throws CredentialError 'key-invalid'. */
export async function restoreBlsKeyPair(secretKey: Uint8Array): Promise<BlsKeyPair> {
  requireSecretLength(secretKey)
  await startEngine()
  try {
    return keyPair('Bls12381G2', secretKey, await secretKeyToPublicKey(secretKey))
  } catch (error) {
    // Zero, or not below the order of the group. Anything else is no fault of the key.
    if (!(error instanceof BbsError)) throw error
    throw new CredentialError('key-invalid', 'These bytes are not a BLS12-381 secret key.')
  }
}

export async function createEd25519KeyPair({ random }: { random: Random }): Promise<Ed25519KeyPair> {
  return restoreEd25519KeyPair(random(32))
}

/** From the 32 secret bytes (the seed of RFC 8032) of an earlier key pair. Throws CredentialError 'key-invalid'. */
export async function restoreEd25519KeyPair(secretKey: Uint8Array): Promise<Ed25519KeyPair> {
  requireSecretLength(secretKey)
  const { publicKey } = await generate({ seed: secretKey })
  return keyPair('Ed25519', secretKey, publicKey)
}

// Copies into plain bytes: Node's libraries hand out Buffers, whose `slice` shares what it seems to copy.
function keyPair<Kind extends 'Bls12381G2' | 'Ed25519'>(
  kind: Kind,
  secretKey: Uint8Array,
  publicKey: Uint8Array,
) {
  const publicKeyMultibase = encodeMultikey({ kind, publicKey })
  return {
    kind,
    secretKey: Uint8Array.from(secretKey),
    publicKey: Uint8Array.from(publicKey),
    publicKeyMultibase,
  }
}

function requireSecretLength(secretKey: Uint8Array): void {
  if (secretKey.length !== 32) {
    throw new CredentialError('key-invalid', `A secret key has 32 bytes, not ${secretKey.length}.`)
  }
}
