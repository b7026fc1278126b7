import { randomBytes } from 'node:crypto'
import { createEd25519KeyPair, type Ed25519KeyPair, residentIdTemplate } from '@velum/credential'
import { ed25519DidKey } from '@velum/did'
import { base64url, CompactSign, generateKeyPair, importJWK, type JWTHeaderParameters } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createIssuerMetadata, parseCredentialRequest } from '../../src/index.ts'

const issuerUrl = 'https://issuer.example'
const documents = createIssuerMetadata({
  issuerUrl,
  name: { en: 'Harbour City', zh: '海港市' },
  templates: [residentIdTemplate],
  batchSize: 2,
})
const time = new Date('2026-11-23T12:00:00Z')
const random = (length: number) => new Uint8Array(randomBytes(length))

let holder: Ed25519KeyPair
let other: Ed25519KeyPair
beforeAll(async () => {
  holder = await createEd25519KeyPair({ random })
  other = await createEd25519KeyPair({ random })
})

/** A proof made by hand, so that it can be wrong in any way. */
async function proof(
  change: {
    header?: Record<string, unknown>
    payload?: Record<string, unknown>
    key?: Ed25519KeyPair
    signedBy?: Ed25519KeyPair
  } = {},
): Promise<string> {
  const key = change.key ?? holder
  const signedBy = change.signedBy ?? key
  const did = ed25519DidKey(key.publicKey)
  const header = {
    typ: 'openid4vci-proof+jwt',
    alg: 'EdDSA',
    kid: `${did}#${did.slice('did:key:'.length)}`,
    ...change.header,
  }
  const payload = { aud: issuerUrl, iat: time.getTime() / 1000, nonce: 'fresh', ...change.payload }
  const secret = await importJWK(
    {
      kty: 'OKP',
      crv: 'Ed25519',
      d: base64url.encode(signedBy.secretKey),
      x: base64url.encode(signedBy.publicKey),
    },
    'EdDSA',
  )
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header as JWTHeaderParameters)
    .sign(secret)
}

function parse(proofs: Record<string, unknown>, configuration = 'resident-id-v1') {
  const body = { credential_configuration_id: configuration, proofs }
  return parseCredentialRequest({ body, documents, batchSize: 2, now: () => time })
}

test('a fresh proof by a one-time did:key is accepted and its nonce handed out', async () => {
  expect(await parse({ jwt: [await proof()] })).toEqual({
    configurationId: 'resident-id-v1',
    nonce: 'fresh',
    count: 1,
  })
  const two = [await proof(), await proof({ key: other })]
  expect(await parse({ jwt: two })).toMatchObject({ count: 2 })
})

test('a proof signed by another key is refused', async () => {
  await expect(parse({ jwt: [await proof({ signedBy: other })] })).rejects.toMatchObject({
    code: 'proof-invalid',
  })
})

test('a proof for another issuer is refused', async () => {
  const jwt = [await proof({ payload: { aud: 'https://other.example' } })]
  await expect(parse({ jwt })).rejects.toMatchObject({ code: 'proof-invalid' })
})

test('a proof from too long ago or from the future is refused', async () => {
  for (const seconds of [-301, 301]) {
    const jwt = [await proof({ payload: { iat: time.getTime() / 1000 + seconds } })]
    await expect(parse({ jwt })).rejects.toMatchObject({ code: 'proof-invalid' })
  }
})

test('a proof without a nonce is refused', async () => {
  const jwt = [await proof({ payload: { nonce: undefined } })]
  await expect(parse({ jwt })).rejects.toMatchObject({ code: 'nonce-invalid' })
})

test('proofs with different nonces, or twice by one key, are refused', async () => {
  const differing = [await proof(), await proof({ key: other, payload: { nonce: 'another' } })]
  await expect(parse({ jwt: differing })).rejects.toMatchObject({ code: 'proof-invalid' })
  const twice = [await proof(), await proof({ payload: { iat: time.getTime() / 1000 - 1 } })]
  await expect(parse({ jwt: twice })).rejects.toMatchObject({ code: 'proof-invalid' })
})

test('a JWT of another type does not pass for a proof', async () => {
  const jwt = [await proof({ header: { typ: 'JWT' } })]
  await expect(parse({ jwt })).rejects.toMatchObject({ code: 'proof-invalid' })
})

test('an algorithm that is none, and a key that is no did:key, are refused', async () => {
  const [, payload] = (await proof()).split('.')
  const none = `${base64url.encode(JSON.stringify({ typ: 'openid4vci-proof+jwt', alg: 'none' }))}.${payload}.`
  await expect(parse({ jwt: [none] })).rejects.toMatchObject({
    code: expect.stringMatching(/^(proof|request)-/),
  })

  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const { exportJWK } = await import('jose')
  const jwk = await exportJWK(publicKey)
  const es256 = await new CompactSign(base64url.decode(payload ?? ''))
    .setProtectedHeader({ typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk } as JWTHeaderParameters)
    .sign(privateKey)
  await expect(parse({ jwt: [es256] })).rejects.toMatchObject({ code: 'proof-not-supported' })
})

test('no proof, too many, another proof type or another credential are refused by name', async () => {
  await expect(parse({})).rejects.toMatchObject({ code: 'request-malformed' })
  await expect(parse({ jwt: [] })).rejects.toMatchObject({ code: 'proof-missing' })
  await expect(parse({ attestation: ['x.y.z'] })).rejects.toMatchObject({ code: 'proof-missing' })
  await expect(parse({ jwt: Array(3).fill(await proof()) })).rejects.toMatchObject({
    code: 'batch-too-large',
  })
  await expect(parse({ jwt: [await proof()] }, 'passport-v1')).rejects.toMatchObject({
    code: 'configuration-unknown',
  })
  const nothing = parseCredentialRequest({ body: null, documents, batchSize: 2, now: () => time })
  await expect(nothing).rejects.toMatchObject({ code: 'request-malformed' })
})
