import { boundResidentIdTemplate, residentIdTemplate } from '@velum/credential'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LoopbackServer, serve } from '../../../../e2e/support/chain.ts'
import {
  createBindingSession,
  createBoundCredentialResponse,
  createIssuerMetadata,
  createRecordStatus,
  createRefusal,
  encodeIdentityRecord,
  fetchIssuerMetadata,
  fetchRecordStatus,
  type IssuerMetadata,
  parseBoundCredentialRequest,
  parseIdentityRecord,
  type RefusalCode,
  refuse,
  requestBindingSession,
  requestBoundCredentials,
} from '../../src/index.ts'

const configurationId = 'bound-resident-id-v1'
const authority = { id: `0x${'a5'.repeat(32)}`, name: 'Court', epoch: 3, threshold: 2, trustees: 3 }
const session = { session: 's1', record: '{}', authority, boundCredentials: 8, publishes: true }
const bound = {
  credentials: [{ one: 1 }, { two: 2 }],
  bindings: [Uint8Array.of(1, 2, 3), Uint8Array.of(255, 254)],
  record: { address: new Uint8Array(32).fill(7), ciphertext: new Uint8Array(40).fill(9) },
}

/** What the issuer answers, by path; and what it was asked. */
let answers: Record<string, () => Response>
let asked: { path: string; authorization: string | null; body: unknown }[]
let server: LoopbackServer
let metadata: IssuerMetadata
beforeAll(async () => {
  server = await serve(async (request) => {
    const path = new URL(request.url).pathname
    const text = await request.text()
    asked.push({
      path,
      authorization: request.headers.get('Authorization'),
      body: text === '' ? undefined : JSON.parse(text),
    })
    return answers[path]?.() ?? Response.json({}, { status: 404 })
  })
})
beforeEach(async () => {
  asked = []
  answers = describedBy([residentIdTemplate, boundResidentIdTemplate])
  metadata = await fetchIssuerMetadata({ issuerUrl: server.url, fetch })
  asked = []
})
afterAll(() => server.close())

function describedBy(templates: Parameters<typeof createIssuerMetadata>[0]['templates']): typeof answers {
  const name = { en: 'Harbour City', zh: '海港市' }
  const documents = createIssuerMetadata({ issuerUrl: server.url, name, templates, batchSize: 8 })
  return {
    '/.well-known/openid-credential-issuer': () => Response.json(documents.credentialIssuer),
    '/.well-known/oauth-authorization-server': () => Response.json(documents.authorizationServer),
  }
}

const accessToken = { value: 'token' }
const openSession = () => requestBindingSession({ metadata, accessToken, fetch })
const collect = (change: Partial<Parameters<typeof requestBoundCredentials>[0]> = {}) =>
  requestBoundCredentials({
    ...{ metadata, accessToken, configurationId, session: 's1', nonce: 'n1', count: 2, fetch },
    registration: Uint8Array.of(0, 250, 251, 252),
    ...change,
  })
const refused = (code: RefusalCode) => () => {
  const { status, body } = createRefusal(refuse(code))
  return Response.json(body, { status })
}

describe('a session', () => {
  test('is asked for with the token, and read as it was written', async () => {
    answers['/binding'] = () => Response.json(createBindingSession(session))
    expect(await openSession()).toEqual(session)
    expect(asked).toEqual([{ path: '/binding', authorization: 'Bearer token', body: undefined }])
    answers['/binding'] = () => Response.json(createBindingSession({ ...session, authority: null }))
    expect((await openSession()).authority).toBeNull()
  })

  test('is not asked of an issuer that binds nothing', async () => {
    answers = describedBy([residentIdTemplate])
    metadata = await fetchIssuerMetadata({ issuerUrl: server.url, fetch })
    expect(metadata.bindingEndpoint).toBeUndefined()
    await expect(openSession()).rejects.toMatchObject({ code: 'binding-not-offered' })
  })

  test('is refused by the issuer’s own word', async () => {
    for (const code of ['token-invalid', 'authority-unavailable', 'offer-used'] as const) {
      answers['/binding'] = refused(code)
      await expect(openSession()).rejects.toMatchObject({ code })
    }
    answers['/binding'] = () => Response.json({ error: 'invalid_token' }, { status: 401 })
    await expect(openSession()).rejects.toMatchObject({ code: 'token-invalid' })
    answers['/binding'] = () => new Response('<html>', { status: 500 })
    await expect(openSession()).rejects.toMatchObject({ code: 'issuer-failed' })
  })

  test('with a member that does not fit is none', async () => {
    const good = createBindingSession(session) as Record<string, unknown>
    for (const change of [
      { session: '' },
      { session: 5 },
      { record: {} },
      { authority: undefined },
      { authority: { ...authority, id: authority.id.toUpperCase() } },
      { authority: { ...authority, threshold: 4 } },
      { authority: { ...authority, epoch: 0 } },
      { bound_credentials: 0 },
    ]) {
      answers['/binding'] = () => Response.json({ ...good, ...change })
      await expect(openSession(), JSON.stringify(change)).rejects.toMatchObject({ code: 'issuer-failed' })
    }
  })

  test('is not asked for at an unprotected address', async () => {
    const plain = answers['/.well-known/openid-credential-issuer']
    const document = (await plain?.().json()) as object
    answers['/.well-known/openid-credential-issuer'] = () =>
      Response.json({ ...document, velum_binding_endpoint: 'http://elsewhere.example/binding' })
    await expect(fetchIssuerMetadata({ issuerUrl: server.url, fetch })).rejects.toMatchObject({
      code: 'insecure-url',
    })
  })
})

describe('a request for bound credentials', () => {
  test('carries one registration with its session and nonce, and brings what the issuer made', async () => {
    answers['/credential'] = () => Response.json(createBoundCredentialResponse(bound))
    expect(await collect()).toEqual(bound)
    expect(asked).toEqual([
      {
        path: '/credential',
        authorization: 'Bearer token',
        body: {
          credential_configuration_id: configurationId,
          proofs: { velum_binding: ['APr7_A'] },
          velum_binding: { session: 's1', nonce: 'n1', credentials: 2 },
        },
      },
    ])
    expect(parseBoundCredentialRequest({ body: asked[0]?.body, configurationId, batchSize: 2 })).toEqual({
      configurationId,
      registration: Uint8Array.of(0, 250, 251, 252),
      session: 's1',
      nonce: 'n1',
      count: 2,
    })
  })

  test('is not sent for a credential that is not bound, nor for more than the issuer gives', async () => {
    await expect(collect({ configurationId: 'resident-id-v1' })).rejects.toMatchObject({
      code: 'configuration-unknown',
    })
    await expect(collect({ count: 9 })).rejects.toMatchObject({ code: 'batch-too-large' })
    expect(asked).toEqual([])
  })

  test('hears each refusal by its name', async () => {
    for (const code of [
      ...(['nonce-invalid', 'session-invalid', 'registration-invalid', 'registration-taken'] as const),
      ...(['second-pseudonym', 'second-registration', 'issuer-not-ready', 'authority-unavailable'] as const),
      'independent-signature-missing' as const,
    ]) {
      answers['/credential'] = refused(code)
      await expect(collect()).rejects.toMatchObject({ code })
    }
  })

  test('takes no answer without a binding for each credential, or without a record', async () => {
    const good = createBoundCredentialResponse(bound) as Record<string, unknown>
    const record = good.velum_record as object
    for (const change of [
      { velum_bindings: undefined },
      { velum_bindings: ['AQID'] },
      { velum_bindings: ['AQID', 'AQI='] },
      { velum_bindings: ['AQID', 'AQJ'] },
      { velum_record: undefined },
      { velum_record: { ...record, address: 'ab' } },
      { velum_record: { ...record, ciphertext: 7 } },
      { credentials: [] },
    ]) {
      answers['/credential'] = () => Response.json({ ...good, ...change })
      await expect(collect(), JSON.stringify(change)).rejects.toMatchObject({ code: 'issuer-failed' })
    }
  })

  test('is read strictly, whatever is sent', () => {
    const good = {
      credential_configuration_id: configurationId,
      proofs: { velum_binding: ['AQID'] },
      velum_binding: { session: 's', nonce: 'n', credentials: 1 },
    }
    const codeOf = (body: unknown) => {
      try {
        parseBoundCredentialRequest({ body, configurationId, batchSize: 8 })
        return 'read'
      } catch (error) {
        return (error as { code?: string }).code
      }
    }
    expect(codeOf(good)).toBe('read')
    expect(codeOf({ ...good, credential_configuration_id: 'other-v1' })).toBe('configuration-unknown')
    expect(codeOf({ ...good, proofs: { velum_binding: ['AQID', 'AQID'] } })).toBe('proof-missing')
    expect(codeOf({ ...good, proofs: { velum_binding: ['AQID'], jwt: [] } })).toBe('proof-not-supported')
    expect(codeOf({ ...good, proofs: { velum_binding: ['A'] } })).toBe('registration-invalid')
    expect(codeOf({ ...good, proofs: { velum_binding: ['A'.repeat(30_000)] } })).toBe('registration-invalid')
    expect(codeOf({ ...good, velum_binding: { session: 's' } })).toBe('request-malformed')
    for (const credentials of [0, -1, 1.5, '1']) {
      expect(codeOf({ ...good, velum_binding: { session: 's', nonce: 'n', credentials } })).toBe(
        'request-malformed',
      )
    }
    expect(codeOf({ ...good, velum_binding: { session: 's', nonce: 'n', credentials: 9 } })).toBe(
      'batch-too-large',
    )
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (proofs, members) => {
        const code = codeOf({ ...good, proofs, velum_binding: members })
        expect(code).toMatch(/^(proof-|request-malformed|registration-invalid|batch-too-large)/)
      }),
    )
  })
})

describe('an identity record', () => {
  const record = {
    issuer: 'did:ethr:0x7a69:0xab',
    authority: authority.id,
    template: 'sha256-abc',
    recordVersion: 2,
    claims: { name: '林', birthDate: '1994-03-17', adult: true },
  }
  const text = `{"authority":"${authority.id}","claims":{"adult":true,"birthDate":"1994-03-17","name":"林"},"issuer":"did:ethr:0x7a69:0xab","recordVersion":2,"template":"sha256-abc","version":1}`

  test('is canonical JSON, and read back from it', () => {
    expect(encodeIdentityRecord(record)).toBe(text)
    expect(parseIdentityRecord(text)).toEqual(record)
  })

  test('in any other form is none: what is shown must be what is signed', () => {
    for (const other of [
      `${text} `,
      text.replace('"version":1', '"version":2'),
      text.replace('"version":1', '"version":1,"more":0'),
      text.replace('林', '\\u6797'),
      text.replace('true', '["a"]'),
      JSON.stringify({ version: 1, ...record }),
      'null',
      '',
    ]) {
      expect(() => parseIdentityRecord(other), other).toThrowError(
        expect.objectContaining({ code: 'record-malformed' }),
      )
    }
  })
})

describe('the status of a record', () => {
  const address = new Uint8Array(32).fill(0xab)
  const path = `/records/${'ab'.repeat(32)}`
  const status = () => fetchRecordStatus({ issuerUrl: server.url, address, fetch })
  const anchored = {
    ciphertext: Uint8Array.of(1, 2),
    epoch: 4,
    count: 3,
    index: 2,
    path: [new Uint8Array(32).fill(1)],
  }

  test('is unknown, pending, or anchored with its proof', async () => {
    expect(await status()).toEqual({ state: 'unknown' })
    answers[path] = () => Response.json({ state: 'pending' }, { status: 202 })
    expect(await status()).toEqual({ state: 'pending' })
    answers[path] = () => Response.json(createRecordStatus(anchored))
    expect(await status()).toEqual({ state: 'anchored', ...anchored })
  })

  test('is no status when a member does not fit', async () => {
    const good = createRecordStatus(anchored) as Record<string, unknown>
    for (const change of [
      { epoch: 0 },
      { count: '3' },
      { index: -1 },
      { path: ['ab'] },
      { path: Array(41).fill('ab'.repeat(32)) },
      { ciphertext: null },
    ]) {
      answers[path] = () => Response.json({ ...good, ...change })
      await expect(status(), JSON.stringify(change)).rejects.toMatchObject({ code: 'issuer-failed' })
    }
  })
})
