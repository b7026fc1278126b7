import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { createDidResolver, type DidResolver, ed25519DidKey } from '@velum/did'
import { describe, expect, it } from 'vitest'
import { serve } from '../../../../e2e/support/chain.ts'
import {
  createSignInAnswer,
  createSignInLink,
  fetchSignInChallenge,
  type SignInChallenge,
  type SignInKey,
  verifySignIn,
} from '../../src/index.ts'
import { now } from './world.ts'

const resolver = createDidResolver({ networks: [], fetch })
const challenge: SignInChallenge = {
  challenge: 'kR3nV0mZ8sQ1tX4yB7dG2h',
  domain: 'library.example',
  audience: 'https://library.example',
  responseUri: 'https://library.example/velum/sign-in/1',
  purpose: { en: 'To open your shelf.', zh: '用于打开您的书架。' },
  expiresAt: '2026-11-23T12:10:00Z',
}

function didKey(): SignInKey {
  const secretKey = ed25519.utils.randomSecretKey()
  const did = ed25519DidKey(ed25519.getPublicKey(secretKey))
  return { did, keyId: `${did}#${did.slice('did:key:'.length)}`, algorithm: 'EdDSA', secretKey }
}

// The first account of the well-known mnemonic "test test … junk", and its address as every EVM tool prints it.
const ethrKey: SignInKey = {
  did: 'did:ethr:0x7a69:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  keyId: 'did:ethr:0x7a69:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266#controller',
  algorithm: 'ES256K',
  secretKey: Uint8Array.from(
    Buffer.from('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', 'hex'),
  ),
}

/** What a chain without changes says about the DID above. */
const ethrResolver = {
  resolve: async () => ({
    '@context': [],
    id: ethrKey.did,
    verificationMethod: [
      {
        id: ethrKey.keyId,
        type: 'EcdsaSecp256k1RecoveryMethod2020',
        controller: ethrKey.did,
        blockchainAccountId: 'eip155:31337:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
      },
    ],
    authentication: [ethrKey.keyId],
    assertionMethod: [ethrKey.keyId],
    keyAgreement: [],
    service: [],
  }),
} as unknown as DidResolver

async function tokenOf(key: SignInKey, asked = challenge, clock = now): Promise<string> {
  const { body } = await createSignInAnswer({ challenge: asked, key, now: clock })
  return new URLSearchParams(body).get('token') ?? ''
}

describe('signing in with a public DID', () => {
  it('accepts a did:key', async () => {
    const key = didKey()
    const verdict = await verifySignIn({ token: await tokenOf(key), challenge, resolver, now })
    expect(verdict).toEqual({ accepted: true, did: key.did, keyId: key.keyId })
  })

  it('accepts the controller of a did:ethr, of whom the document names the address alone', async () => {
    const token = await tokenOf(ethrKey)
    const verdict = await verifySignIn({ token, challenge, resolver: ethrResolver, now })
    expect(verdict).toEqual({ accepted: true, did: ethrKey.did, keyId: ethrKey.keyId })
  })

  it('refuses a did:ethr whose controller is another account', async () => {
    const token = await tokenOf({ ...ethrKey, secretKey: secp256k1.utils.randomSecretKey() })
    const verdict = await verifySignIn({ token, challenge, resolver: ethrResolver, now })
    expect(verdict).toEqual({ accepted: false, reason: 'signature-invalid' })
  })

  it('refuses a did:key that another key signed for', async () => {
    const token = await tokenOf({ ...didKey(), secretKey: ed25519.utils.randomSecretKey() })
    expect(await verifySignIn({ token, challenge, resolver, now })).toEqual({
      accepted: false,
      reason: 'signature-invalid',
    })
  })

  it('refuses a token for another challenge', async () => {
    const token = await tokenOf(didKey(), { ...challenge, challenge: 'another-challenge-0123' })
    expect(await verifySignIn({ token, challenge, resolver, now })).toMatchObject({
      reason: 'wrong-challenge',
    })
  })

  it.each([
    ['origin', { audience: 'https://phishing.example' }],
    ['host', { domain: 'phishing.example' }],
  ])('refuses a token made out to another %s', async (_, change) => {
    const token = await tokenOf(didKey(), { ...challenge, ...change })
    expect(await verifySignIn({ token, challenge, resolver, now })).toMatchObject({
      reason: 'wrong-audience',
    })
  })

  it('refuses a token after its five minutes', async () => {
    const token = await tokenOf(didKey())
    const later = () => new Date('2026-11-23T12:05:01Z')
    expect(await verifySignIn({ token, challenge, resolver, now: later })).toMatchObject({
      reason: 'expired',
    })
  })

  it('refuses a key that the DID does not name for authentication', async () => {
    const key = didKey()
    const token = await tokenOf({ ...key, keyId: `${key.did}#other` })
    expect(await verifySignIn({ token, challenge, resolver, now })).toMatchObject({ reason: 'key-unknown' })
  })

  it.each([
    ['of another chain', 'did:ethr:0x1:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'],
    ['that holds no key', 'did:key:z6MknotAKey'],
  ])('refuses a DID %s', async (_, did) => {
    const token = await tokenOf({ ...ethrKey, did, keyId: `${did}#controller` })
    expect(await verifySignIn({ token, challenge, resolver, now })).toEqual({
      accepted: false,
      reason: 'key-unknown',
    })
  })

  it.each([
    ['a did:web, which would send the service to a host of the visitor’s choice', 'did:web:localhost%3A8545'],
    ['an address in capitals, which would pass for another visitor', ethrKey.did.replace('f39fd6', 'F39FD6')],
  ])('asks nobody about %s', async (_, did) => {
    const asked: string[] = []
    const counting: DidResolver = {
      resolve(text) {
        asked.push(text)
        return ethrResolver.resolve(text)
      },
    }
    const token = await tokenOf({ ...ethrKey, did, keyId: `${did}#controller` })
    await expect(verifySignIn({ token, challenge, resolver: counting, now })).rejects.toMatchObject({
      code: 'sign-in-malformed',
    })
    expect(asked).toEqual([])
  })

  it.each([['no token at all'], ['eyJhbGciOiJub25lIn0.e30.'], [`${'a'.repeat(20)}.b.c`]])(
    'throws on %s',
    async (token) => {
      await expect(verifySignIn({ token, challenge, resolver, now })).rejects.toMatchObject({
        code: 'sign-in-malformed',
      })
    },
  )
})

describe('fetching a challenge', () => {
  async function fetchFrom(change: (url: string) => Partial<SignInChallenge>) {
    const server = await serve(async () => {
      const { host, origin } = new URL(server.url)
      const own = { ...challenge, domain: host, audience: origin, responseUri: `${origin}/sign-in/1` }
      return Response.json({ ...own, ...change(server.url) })
    })
    const link = createSignInLink({
      walletUrl: 'https://wallet.example',
      challengeUri: `${server.url}/sign-in/1`,
    })
    try {
      return { challenge: await fetchSignInChallenge({ link, fetch, now }), url: server.url }
    } finally {
      await server.close()
    }
  }

  it('hands out what the service asks, all of one origin', async () => {
    const fetched = await fetchFrom(() => ({}))
    expect(fetched.challenge).toEqual({
      ...challenge,
      domain: new URL(fetched.url).host,
      audience: fetched.url,
      responseUri: `${fetched.url}/sign-in/1`,
    })
  })

  it.each([
    ['audience', { audience: 'https://bank.example' }],
    ['domain', { domain: 'bank.example' }],
    ['response address', { responseUri: 'https://bank.example/sign-in' }],
  ])('refuses a service that hands on the challenge of another: %s', async (_, change) => {
    await expect(fetchFrom(() => change)).rejects.toMatchObject({ code: 'challenge-host-mismatch' })
  })

  it('refuses one that has expired', async () => {
    await expect(fetchFrom(() => ({ expiresAt: '2026-11-23T11:59:59Z' }))).rejects.toMatchObject({
      code: 'challenge-expired',
    })
  })

  it.each([
    ['a short challenge', { challenge: 'short' }],
    ['no purpose', { purpose: undefined as never }],
    ['no date', { expiresAt: 'tomorrow' }],
  ])('refuses one with %s', async (_, change) => {
    await expect(fetchFrom(() => change)).rejects.toMatchObject({ code: 'challenge-malformed' })
  })

  it.each([
    [409, 'request-answered'],
    [410, 'challenge-expired'],
  ])('says that the sign-in is over when the service answers %i', async (status, code) => {
    const server = await serve(async () => Response.json({}, { status }))
    const link = createSignInLink({ walletUrl: 'https://wallet.example', challengeUri: `${server.url}/1` })
    await expect(fetchSignInChallenge({ link, fetch, now })).rejects.toMatchObject({ code })
    await server.close()
  })

  it('says that the service is unreachable', async () => {
    const server = await serve(async () => Response.json({}))
    await server.close()
    const link = createSignInLink({ walletUrl: 'https://wallet.example', challengeUri: `${server.url}/1` })
    await expect(fetchSignInChallenge({ link, fetch, now })).rejects.toMatchObject({
      code: 'verifier-unreachable',
    })
  })
})
