import { randomBytes } from 'node:crypto'
import { setGlobalConfig } from '@openid4vc/oauth2'
import { createEd25519KeyPair, residentIdTemplate } from '@velum/credential'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  fetchIssuerMetadata,
  parseCredentialOffer,
  parseTokenRequest,
  requestCredentials,
  requestToken,
} from '../../src/index.ts'
import { startTestIssuer, type TestIssuer, txCode } from './test-issuer.ts'

let issuer: TestIssuer
beforeEach(async () => {
  issuer = await startTestIssuer()
})
afterEach(() => issuer.close())

const now = () => new Date()
const keys = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      createEd25519KeyPair({ random: (length) => new Uint8Array(randomBytes(length)) }),
    ),
  )

async function collect(options: { count?: number; txCode?: string } = {}): Promise<unknown[]> {
  const offer = await parseCredentialOffer({ link: issuer.link, fetch })
  const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
  const accessToken = await requestToken({ offer, metadata, txCode: options.txCode ?? txCode, fetch, now })
  return requestCredentials({
    metadata,
    accessToken,
    configurationId: 'resident-id-v1',
    keys: await keys(options.count ?? 1),
    fetch,
    now,
  })
}

describe('the way of an offer', () => {
  test('leads from a wallet link to a credential, and asks for each thing once', async () => {
    expect(await collect()).toEqual([{ number: 0 }])
    expect(issuer.requests).toEqual([
      '/offer',
      '/.well-known/openid-credential-issuer',
      '/.well-known/oauth-authorization-server',
      '/token',
      '/nonce',
      '/credential',
    ])
  })

  test('brings as many credentials as there are keys, all under one nonce', async () => {
    expect(await collect({ count: 3 })).toHaveLength(3)
    expect(issuer.credentialRequests).toMatchObject([{ configurationId: 'resident-id-v1', count: 3 }])
  })

  test('asks for no more than the issuer gives at once', async () => {
    await expect(collect({ count: 4 })).rejects.toMatchObject({ code: 'batch-too-large' })
    expect(issuer.requests).not.toContain('/credential')
  })

  test('asks for a new nonce once when the first was too old, and then gives up', async () => {
    issuer.staleNonces = 1
    expect(await collect()).toHaveLength(1)
    issuer.staleNonces = 2
    await expect(collect()).rejects.toMatchObject({ code: 'nonce-invalid' })
  })

  test('takes the offer itself in the link, and the scheme that any wallet knows', async () => {
    const served = await (await fetch(`${issuer.url}/offer`)).json()
    const inside = encodeURIComponent(JSON.stringify(served))
    const expected = await parseCredentialOffer({ link: issuer.link, fetch })
    for (const link of [
      `https://wallet.example/#/offer?credential_offer=${inside}`,
      `openid-credential-offer://?credential_offer=${inside}`,
      `  openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`${issuer.url}/offer`)}\n`,
    ]) {
      expect(await parseCredentialOffer({ link, fetch })).toEqual(expected)
    }
  })
})

describe('what an issuer says about itself', () => {
  test('comes in both languages, claims in order with their labels', async () => {
    const metadata = await fetchIssuerMetadata({ issuerUrl: issuer.url, fetch })
    expect(metadata).toMatchObject({ name: { en: 'Harbour City', zh: '海港市' }, batchSize: 3 })
    const configuration = metadata.configurations['resident-id-v1']
    expect(configuration?.title).toEqual({ en: 'Resident ID', zh: '居民身份凭证' })
    expect(configuration?.types).toEqual(['VerifiableCredential', 'ResidentIdCredential'])
    expect(configuration?.claims.map(({ name }) => name)).toEqual(residentIdTemplate.order)
    expect(configuration?.claims.filter(({ mandatory }) => !mandatory).map(({ name }) => name)).toEqual([
      'birthPlace',
      'addressZh',
    ])
  })

  test('is refused when it speaks for another issuer', async () => {
    issuer.instead.set('/.well-known/openid-credential-issuer', () =>
      Response.json({
        credential_issuer: 'https://other.example',
        credential_endpoint: 'https://other.example/credential',
        credential_configurations_supported: {},
      }),
    )
    await expect(fetchIssuerMetadata({ issuerUrl: issuer.url, fetch })).rejects.toMatchObject({
      code: 'issuer-metadata-invalid',
    })
  })
})

describe('each thing that goes wrong has its own code', () => {
  test('a link without an offer, broken JSON, and an offer without a code', async () => {
    const offer = { credential_issuer: 'https://issuer.example', credential_configuration_ids: ['x'] }
    for (const [link, code] of [
      ['https://wallet.example/', 'offer-malformed'],
      ['no link at all', 'offer-malformed'],
      ['openid-credential-offer://?credential_offer={', 'offer-malformed'],
      [
        `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`,
        'grant-not-supported',
      ],
      ['openid-credential-offer://?credential_offer_uri=http%3A%2F%2Fissuer.example%2Foffer', 'insecure-url'],
      [
        `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`${issuer.url}/gone`)}`,
        'offer-not-found',
      ],
    ] as const) {
      await expect(parseCredentialOffer({ link, fetch }), link).rejects.toMatchObject({ code })
    }
  })

  test('an issuer that nobody reaches', async () => {
    await issuer.close()
    await expect(parseCredentialOffer({ link: issuer.link, fetch })).rejects.toMatchObject({
      code: 'issuer-unreachable',
    })
  })

  test('a wrong transaction code, and none at all', async () => {
    await expect(collect({ txCode: '000000' })).rejects.toMatchObject({ code: 'tx-code-wrong' })
    await expect(collect({ txCode: '' })).rejects.toMatchObject({ code: 'tx-code-missing' })
  })

  test('a foreign issuer’s plain OAuth refusal becomes a code too', async () => {
    issuer.instead.set('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }))
    await expect(collect()).rejects.toMatchObject({ code: 'grant-refused' })
    issuer.instead.set('/token', () => new Response('<html>oops</html>', { status: 500 }))
    await expect(collect()).rejects.toMatchObject({ code: 'issuer-failed' })
  })

  test('an ended token and a refused credential', async () => {
    issuer.instead.set('/credential', () => Response.json({ error: 'invalid_token' }, { status: 401 }))
    await expect(collect()).rejects.toMatchObject({ code: 'token-invalid' })
    issuer.instead.set('/credential', () =>
      Response.json({ error: 'credential_request_denied' }, { status: 400 }),
    )
    await expect(collect()).rejects.toMatchObject({ code: 'credential-refused' })
  })

  test('a code is not sent along a redirect', async () => {
    issuer.instead.set('/token', () => Response.redirect('https://elsewhere.example/token', 307))
    await expect(collect()).rejects.toMatchObject({ code: 'issuer-unreachable' })
  })

  test('metadata that sends the code to an unprotected address is not followed', async () => {
    issuer.instead.set('/.well-known/oauth-authorization-server', () =>
      Response.json({ issuer: issuer.url, token_endpoint: 'http://elsewhere.example/token' }),
    )
    await expect(collect()).rejects.toMatchObject({ code: 'insecure-url' })
  })

  test('no message or cause repeats the codes', async () => {
    const error = await collect({ txCode: '131313' }).catch((caught: unknown) => caught)
    const { inspect } = await import('node:util')
    expect(inspect(error, { depth: 10 })).not.toContain('131313')
    expect(inspect(error, { depth: 10 })).not.toContain('code-of-256-bits')
  })
})

describe('a server of its own process', () => {
  test('reads a token request on http of this machine whatever other libraries have set', () => {
    setGlobalConfig({ allowInsecureUrls: false })
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': 'x',
      resource: 'http://localhost:4020',
    }).toString()
    expect(parseTokenRequest({ form, url: 'http://localhost:4020/token' })).toEqual({
      preAuthorizedCode: 'x',
    })
  })

  test('refuses other grants by name', () => {
    const parse = (form: string) => () => parseTokenRequest({ form, url: 'https://issuer.example/token' })
    expect(parse('grant_type=authorization_code&code=x')).toThrowError(
      expect.objectContaining({ code: 'grant-not-supported' }),
    )
    expect(parse('code=x')).toThrowError(expect.objectContaining({ code: 'token-request-malformed' }))
  })
})
