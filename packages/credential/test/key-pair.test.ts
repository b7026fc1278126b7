import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decodeMultikey } from '@velum/did'
import { expect, test } from 'vitest'
import {
  createBlsKeyPair,
  createEd25519KeyPair,
  restoreBlsKeyPair,
  restoreEd25519KeyPair,
} from '../src/index.ts'
import { seededRandom } from './world.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('the BLS public key belongs to the secret key of the W3C vectors', async () => {
  const vector = new URL('vectors/bbs-2023/BBSKeyMaterial.json', import.meta.url)
  const { privateKeyHex, publicKeyHex } = JSON.parse(readFileSync(vector, 'utf8'))
  const { kind, publicKey, publicKeyMultibase } = await restoreBlsKeyPair(Buffer.from(privateKeyHex, 'hex'))
  expect(hex(publicKey)).toBe(publicKeyHex)
  expect(kind).toBe('Bls12381G2')
  expect(decodeMultikey(publicKeyMultibase)).toEqual({ kind: 'Bls12381G2', publicKey })
})

test('the Ed25519 public key is the one Node derives from the seed', async () => {
  const { secretKey, publicKey, publicKeyMultibase } = await createEd25519KeyPair({ random: seededRandom(1) })
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const nodeKey = createPrivateKey({ key: Buffer.concat([prefix, secretKey]), format: 'der', type: 'pkcs8' })
  const expected = createPublicKey(nodeKey).export({ format: 'jwk' }).x
  expect(Buffer.from(publicKey).toString('base64url')).toBe(expected)
  expect(publicKeyMultibase).toMatch(/^z6Mk/)
})

test('key pairs are restored from their secret bytes, as plain bytes that nobody shares', async () => {
  for (const [create, restore] of [
    [createBlsKeyPair, restoreBlsKeyPair],
    [createEd25519KeyPair, restoreEd25519KeyPair],
  ] as const) {
    const pair = await create({ random: seededRandom(5) })
    const secret = pair.secretKey.slice()
    const restored = await restore(secret)
    secret.fill(0)
    expect(restored).toEqual(pair)
    expect(restored.secretKey.constructor).toBe(Uint8Array)
    expect(restored.publicKey.constructor).toBe(Uint8Array)
    expect(restored.secretKey).toHaveLength(32)
  }
})

test('bytes that are no secret key are refused without being repeated', async () => {
  for (const restore of [restoreBlsKeyPair, restoreEd25519KeyPair]) {
    const error = await restore(new Uint8Array(31).fill(7)).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: 'key-invalid' })
    expect(String(error)).not.toMatch(/7,7|0707/)
  }
  await expect(restoreBlsKeyPair(new Uint8Array(32))).rejects.toMatchObject({ code: 'key-invalid' })
})
