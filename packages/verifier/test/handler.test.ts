import { randomBytes } from 'node:crypto'
import { createEd25519KeyPair, residentIdTemplate } from '@velum/credential'
import { ed25519DidKey, ethrDid } from '@velum/did'
import { createSignInAnswer, fetchSignInChallenge } from '@velum/exchange'
import { createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolverOn } from '../../../e2e/support/chain.ts'
import { askFor, createVerifier, type RequestDefinition } from '../src/index.ts'
import {
  createBrowser,
  post,
  readersPass,
  startService,
  startTestChain,
  type TestChain,
  type TestService,
} from './world.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
let chain: TestChain
let service: TestService
beforeAll(async () => {
  chain = await startTestChain()
  service = await startService({ deployment: chain.deployment, trustedIssuers: [] })
})
afterAll(async () => {
  await service?.stop()
  await chain?.stop()
})

describe('the endpoints that wallets call', () => {
  it('answer every origin', async () => {
    const { sameDevice } = await createBrowser(service).start()
    const requestUri = new URLSearchParams(sameDevice.link.split('?')[1]).get('request_uri') ?? ''
    const answers = [
      await fetch(requestUri),
      await fetch(`${service.url}/velum/request/unknown`),
      await fetch(`${service.url}/velum/response`, { method: 'POST' }),
      await fetch(`${service.url}/velum/response`, { method: 'OPTIONS' }),
      await fetch(`${service.url}/velum/sign-in/unknown`),
      await fetch(`${service.url}/.well-known/did.json`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 204, 404, 200])
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    expect(answers[0]?.headers.get('content-type')).toBe('application/oauth-authz-req+jwt')
  })

  it('publish the DID that signs the requests', async () => {
    const host = encodeURIComponent(new URL(service.url).host)
    const resolver = resolverOn(chain.chain)
    const document = await resolver.resolve(`did:web:${host}`)
    expect(service.verifier.did).toBe(`did:web:${host}`)
    expect(document.authentication).toHaveLength(1)
  })

  it('take an answer as a form only, and none larger than any answer', async () => {
    const request = { responseUri: `${service.url}/velum/response` }
    const json = await fetch(request.responseUri, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect((await json.json()).error).toBe('request-malformed')
    expect((await post(request, `state=${'x'.repeat(262_145)}`)).json.error).toBe('request-malformed')
  })

  it('read no further than a body may be long, even of one that never ends', async () => {
    let parts = 0
    const endless = new ReadableStream({
      pull(controller) {
        parts += 1
        controller.enqueue(new Uint8Array(65_536).fill(0x61))
      },
    })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers: form, body: endless, duplex: 'half' } as RequestInit
    const answer = await service.verifier.handle(new Request(`${service.url}/velum/response`, init))
    expect([answer.status, (await answer.json()).error]).toEqual([400, 'request-malformed'])
    expect(parts).toBeLessThan(10)
  })
})

describe('the endpoints of the page', () => {
  it('answer no other origin', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start()
    const outcome = await browser.call(crossDevice.outcomeUrl)
    const preflight = await fetch(crossDevice.outcomeUrl, { method: 'OPTIONS' })
    expect(outcome.status).toBe(200)
    expect(outcome.headers.get('access-control-allow-origin')).toBeNull()
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('set a cookie that scripts cannot read, and keep it over two tabs', async () => {
    const browser = createBrowser(service)
    const first = await browser.call('/velum/start', { method: 'POST', body: '{"request":"readers-pass"}' })
    const second = await browser.call('/velum/start', { method: 'POST', body: '{"request":"readers-pass"}' })
    const [one, two] = [first, second].map(({ headers }) => headers.get('set-cookie') ?? '')
    expect(one).toMatch(/^velum-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    expect(two?.split(';')[0]).toBe(one?.split(';')[0])
  })

  it('start nothing for another site', async () => {
    const response = await fetch(`${service.url}/velum/start`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: '{"request":"readers-pass"}',
    })
    expect([response.status, (await response.json()).error]).toEqual([403, 'cross-site-start'])
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it('open the wallet that the visitor prefers', async () => {
    const { sameDevice, crossDevice } = await createBrowser(service).start({
      request: 'readers-pass',
      walletUrl: 'https://my-wallet.example/app/',
    })
    expect(sameDevice.link).toMatch(/^https:\/\/my-wallet\.example\/app\/#\/request\?client_id=/)
    expect(crossDevice.link).toMatch(/^https:\/\/my-wallet\.example\/app\/#\/request\?/)
    expect(crossDevice.link).not.toBe(sameDevice.link)
  })

  it('hand out a QR code of the cross-device link', async () => {
    const { crossDevice } = await createBrowser(service).start()
    // Finder pattern: the top left module row of every QR code is seven dark ones and a light one.
    expect(crossDevice.qr.path).toMatch(/^M0 0h1v1h-1zM1 0h1v1h-1z/)
    expect(crossDevice.qr.path).not.toContain('M7 0h')
    expect((crossDevice.qr.size - 17) % 4).toBe(0)
  })

  it.each([
    ['an unknown request', '{"request":"loan"}', 404, 'unknown-request'],
    ['a name that every object has', '{"request":"toString"}', 404, 'unknown-request'],
    ['no JSON', 'request=readers-pass', 400, 'request-malformed'],
    ['null', 'null', 400, 'request-malformed'],
    [
      'a wallet that is a script',
      '{"request":"readers-pass","walletUrl":"javascript:alert(1)"}',
      400,
      'request-malformed',
    ],
  ])('refuse %s', async (_, body, status, error) => {
    const response = await fetch(`${service.url}/velum/start`, { method: 'POST', body })
    expect([response.status, (await response.json()).error]).toEqual([status, error])
  })
})

describe('signing in', () => {
  async function signIn(change: (key: Awaited<ReturnType<typeof didKey>>) => object = () => ({})) {
    const browser = createBrowser(service)
    const { sameDevice } = await browser.start({ signIn: true })
    const now = () => new Date()
    const challenge = await fetchSignInChallenge({ link: sameDevice.link, fetch, now })
    const key = await didKey()
    const answer = await createSignInAnswer({ challenge, key: { ...key, ...change(key) }, now })
    const { response, json } = await post(answer, answer.body)
    return { browser, key, answer, response, json }
  }
  async function didKey() {
    const { secretKey, publicKey } = await createEd25519KeyPair({ random })
    const did: string = ed25519DidKey(publicKey)
    return { did, keyId: `${did}#${did.slice(8)}`, algorithm: 'EdDSA' as const, secretKey }
  }

  it('accepts a did:key, once', async () => {
    const { browser, key, answer, json } = await signIn()
    expect(await browser.open(json.redirect_uri ?? '')).toEqual({ status: 'signed-in', did: key.did })
    expect((await post(answer, answer.body)).json.error).toBe('session-answered')
  })

  it('accepts a did:ethr as the chain knows it', async () => {
    const secretKey = random(32)
    const did: string = ethrDid(chain.deployment.chainId, createAccount(secretKey).address)
    const { browser, json } = await signIn(() => ({
      did,
      keyId: `${did}#controller`,
      algorithm: 'ES256K',
      secretKey,
    }))
    expect(await browser.open(json.redirect_uri ?? '')).toEqual({ status: 'signed-in', did })
  })

  it('refuses somebody who does not hold the key', async () => {
    const { browser, json } = await signIn(() => ({ secretKey: random(32) }))
    expect(await browser.open(json.redirect_uri ?? '')).toEqual({
      status: 'sign-in-refused',
      reason: 'signature-invalid',
    })
  })

  it('refuses what is no token', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start({ signIn: true })
    const responseUri = new URLSearchParams(crossDevice.link.split('?')[1]).get('challenge_uri') ?? ''
    expect((await post({ responseUri }, 'vp_token={}')).json.error).toBe('request-malformed')
    expect((await post({ responseUri }, 'token=abc')).json.error).toBe('sign-in-malformed')
  })
})

describe('createVerifier and createRequest', () => {
  const session = { flow: 'cross-device', browser: 'a-secret-of-the-caller' } as const
  const askForSalary: RequestDefinition = {
    ...readersPass,
    query: {
      credentials: [
        { ...readersPass.query.credentials[0], claims: [{ path: ['credentialSubject', 'salary'] }] } as never,
      ],
    },
  }

  it('ask by name or inline, for whoever wants no handler', async () => {
    const named = await service.verifier.createRequest('readers-pass', session)
    const inline = await service.verifier.createRequest({ ...readersPass, signed: false }, session)
    expect(named.link).toContain('client_id=decentralized_identifier')
    expect(inline.link).toContain('client_id=redirect_uri')
  })

  it('refuse a claim that no trusted template has', async () => {
    await expect(service.verifier.createRequest(askForSalary, session)).rejects.toMatchObject({
      code: 'unknown-claim',
    })
    expect(() => askFor(residentIdTemplate, { required: ['salary'] })).toThrow(
      expect.objectContaining({ code: 'unknown-claim' }),
    )
    await expect(
      startService(
        { deployment: chain.deployment, trustedIssuers: [] },
        { requests: { salary: askForSalary } },
      ),
    ).rejects.toMatchObject({ code: 'unknown-claim' })
  })

  it('refuse a type that no trusted template has', async () => {
    await expect(
      startService({ deployment: chain.deployment, trustedIssuers: [] }, { templates: [] }),
    ).rejects.toMatchObject({ code: 'unknown-template' })
  })

  it('refuse a name that was not set up', async () => {
    await expect(service.verifier.createRequest('loan' as never, session)).rejects.toMatchObject({
      code: 'unknown-request',
    })
  })

  const base = {
    url: 'https://library.example/velum',
    name: { en: 'Library', zh: '图书馆' },
    walletUrl: 'https://wallet.example',
    trustedIssuers: [],
    templates: [residentIdTemplate],
    requests: { 'readers-pass': readersPass },
  }
  it.each([
    ['a signed request without a key', {}, 'key-missing'],
    ['a short key', { secretKey: random(31) }, 'configuration-invalid'],
    [
      'plain http in public',
      { url: 'http://library.example', secretKey: random(32) },
      'configuration-invalid',
    ],
    ['no deployment', { deployment: {}, secretKey: random(32) }, 'invalid-deployment'],
  ])('refuse %s', async (_, change, code) => {
    const options = { deployment: chain.deployment, ...base, ...change }
    await expect(createVerifier(options)).rejects.toMatchObject({ code })
  })
})
