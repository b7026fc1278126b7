import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { parseAuthorizationRequest, walletAudience } from '../../src/index.ts'
import { signingKey } from '../../src/vp/request-signer.ts'
import { linkByValue, now, query, resolver, startUnsignedVerifier, startVerifier } from './world.ts'

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

async function verifier(...args: Parameters<typeof startVerifier>) {
  const started = await startVerifier(...args)
  running.push(started)
  return started
}

const parse = (link: string, clock = now) => parseAuthorizationRequest({ link, fetch, resolver, now: clock })

/** Serves the request object with other members, signed anew by the same key. */
async function resign(party: Awaited<ReturnType<typeof startVerifier>>, change: object, header: object = {}) {
  party.state.requestObject = await new SignJWT({ ...decodeJwt(party.requestObject), ...change })
    .setProtectedHeader({ alg: 'EdDSA', kid: party.keyId, typ: 'oauth-authz-req+jwt', ...header })
    .sign(await signingKey(party.secretKey))
}

describe('a signed request', () => {
  it('reaches the wallet with its host proved and every member as the verifier set it', async () => {
    const { link, did, url } = await verifier()
    expect(await parse(link)).toEqual({
      clientId: `decentralized_identifier:${did}`,
      verified: { by: 'did', did, host: new URL(url).host },
      name: { en: 'Harbour Library', zh: '海港图书馆' },
      purpose: { en: 'To make out a pass.', zh: '用于办理读者证。' },
      nonce: 'nonce-of-this-request-0123456789',
      state: 'state-of-this-request',
      responseUri: `${url}/response`,
      query,
      cryptosuites: ['bbs-2023', 'eddsa-rdfc-2022', 'velum-binding-2026'],
      proofTypes: ['DataIntegrityProof'],
      issuedAt: new Date('2026-11-23T12:00:00Z'),
      expiresAt: new Date('2026-11-23T12:10:00Z'),
    })
  })

  it('is a JAR as RFC 9101 and OpenID4VP want it', async () => {
    const { requestObject, keyId, clientId } = await verifier()
    expect(decodeProtectedHeader(requestObject)).toEqual({
      alg: 'EdDSA',
      kid: keyId,
      typ: 'oauth-authz-req+jwt',
    })
    expect(decodeJwt(requestObject)).toMatchObject({
      client_id: clientId,
      response_type: 'vp_token',
      response_mode: 'direct_post',
      aud: walletAudience,
      iat: Date.parse('2026-11-23T12:00:00Z') / 1000,
      exp: Date.parse('2026-11-23T12:10:00Z') / 1000,
    })
  })

  it('is refused when one character of it was changed', async () => {
    const party = await verifier()
    const [header, payload, signature] = party.requestObject.split('.') as [string, string, string]
    const changed = Buffer.from(payload, 'base64url').toString().replace('residencyStatus', 'residentNumber_')
    party.state.requestObject = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-signature-invalid' })
  })

  it('is refused when another verifier signed it', async () => {
    const party = await verifier()
    const other = await verifier()
    await resign(party, {}, { kid: other.keyId })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-signature-invalid' })
  })

  it('is refused when a second host signs in the name of the first', async () => {
    const party = await verifier()
    const other = await verifier({})
    await resign(other, { client_id: party.clientId })
    party.state.requestObject = other.state.requestObject
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-signature-invalid' })
  })

  it('is refused when its key is not in the DID document', async () => {
    const party = await verifier()
    await resign(party, {}, { kid: `${party.did}#other` })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-signature-invalid' })
  })

  it('is refused when a page on a host signs it, who would otherwise be shown as the host itself', async () => {
    const party = await verifier()
    const did = `${party.did}:users:mallory`
    const keyId = `${did}#key`
    const method = {
      id: keyId,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: party.publicKeyMultibase,
    }
    const page = { id: did, verificationMethod: [method], authentication: [keyId], assertionMethod: [] }
    const pages = { resolve: async () => page } as unknown as typeof resolver
    await resign(party, { client_id: `decentralized_identifier:${did}` }, { kid: keyId })
    const link = party.link.replace(/client_id=[^&]+/, `client_id=decentralized_identifier:${did}`)
    await expect(parseAuthorizationRequest({ link, fetch, resolver: pages, now })).rejects.toMatchObject({
      code: 'client-id-not-supported',
    })
  })

  it('is refused when a token of another type carries it', async () => {
    const party = await verifier()
    await resign(party, {}, { typ: 'JWT' })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-malformed' })
  })

  it('is refused after it expired', async () => {
    const { link } = await verifier()
    const later = () => new Date('2026-11-23T12:10:01Z')
    await expect(parse(link, later)).rejects.toMatchObject({ code: 'request-expired' })
  })

  const seconds = now().getTime() / 1000

  it.each([
    ['a day back', seconds - 86_400],
    ['a day ahead', seconds + 86_400],
    ['five minutes and a second back', seconds - 301],
    ['five minutes and a second ahead', seconds + 301],
  ])('is refused when its time is %s, whatever it asks', async (_, iat) => {
    const party = await verifier()
    await resign(party, { iat })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-time-off' })
    const unsecured = await startUnsignedVerifier()
    running.push(unsecured)
    unsecured.state.requestObject = new UnsecuredJWT({ ...decodeJwt(unsecured.requestObject), iat }).encode()
    await expect(parse(unsecured.link)).rejects.toMatchObject({ code: 'request-time-off' })
  })

  it('is taken when its time is five minutes off', async () => {
    const party = await verifier()
    for (const iat of [seconds - 300, seconds + 300]) {
      await resign(party, { iat })
      expect(await parse(party.link)).toMatchObject({ issuedAt: new Date(iat * 1000) })
    }
  })

  it('may leave out its time where it asks for no statement', async () => {
    const party = await verifier()
    await resign(party, { iat: undefined })
    expect(await parse(party.link)).not.toHaveProperty('issuedAt')
  })

  it('is refused when its time is not in whole seconds, which could pass for no time', async () => {
    const party = await verifier()
    for (const iat of [seconds - 86_400.5, 1e300]) {
      await resign(party, { iat })
      await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-malformed' })
    }
  })

  it('is refused when the link names another client', async () => {
    const { link } = await verifier()
    const parameters = link.replace(
      /client_id=[^&]+/,
      'client_id=decentralized_identifier%3Adid%3Aweb%3Abank.example',
    )
    await expect(parse(parameters)).rejects.toMatchObject({ code: 'request-mismatch' })
  })

  it('is refused when it wants the answer in another response mode', async () => {
    const party = await verifier()
    await resign(party, { response_mode: 'direct_post.jwt' })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'response-mode-not-supported' })
  })

  it('is refused when it would send the answer over plain http', async () => {
    const party = await verifier()
    await resign(party, { response_uri: 'http://library.example/response' })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'insecure-url' })
  })

  it('is refused when its text for people is longer than a screen', async () => {
    const party = await verifier()
    await resign(party, { velum_purpose: { en: 'x'.repeat(501), zh: '' } })
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-malformed' })
  })
})

describe('an unsigned request', () => {
  it('reaches the wallet with its host shown as unproved', async () => {
    const party = await startUnsignedVerifier()
    running.push(party)
    const request = await parse(party.link)
    expect(request.clientId).toBe(`redirect_uri:${party.url}/response`)
    expect(request.verified).toEqual({ by: 'none', host: new URL(party.url).host })
  })

  it('is understood by value too, as OpenID4VP shows it', async () => {
    const link = linkByValue(query, { client_metadata: JSON.stringify({ client_name: 'Harbour Library' }) })
    expect(await parse(link)).toMatchObject({
      verified: { by: 'none', host: 'library.example' },
      name: { en: 'Harbour Library', zh: 'Harbour Library' },
      query,
    })
  })

  it('is refused when the answer would go to another address than the one it names', async () => {
    const party = await startUnsignedVerifier()
    running.push(party)
    const payload = { ...decodeJwt(party.requestObject), response_uri: 'https://elsewhere.example/response' }
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    party.state.requestObject = `${encode({ alg: 'none' })}.${encode(payload)}.`
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-mismatch' })
  })

  it('cannot name a DID as its own', async () => {
    const party = await startUnsignedVerifier()
    running.push(party)
    const clientId = 'decentralized_identifier:did:web:bank.example'
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const payload = { ...decodeJwt(party.requestObject), client_id: clientId }
    party.state.requestObject = `${encode({ alg: 'none' })}.${encode(payload)}.`
    const link = party.link.replace(/client_id=[^&]+/, `client_id=${encodeURIComponent(clientId)}`)
    await expect(parse(link)).rejects.toMatchObject({ code: 'request-signature-invalid' })
  })
})

describe('a request that cannot be fetched', () => {
  it('says that the service forgot it', async () => {
    const { link } = await verifier()
    await expect(parse(link.replace('%2Frequest', '%2Fgone'))).rejects.toMatchObject({
      code: 'request-not-found',
    })
  })

  it('says that the service has its answer already', async () => {
    const { link } = await verifier()
    await expect(parse(link.replace('%2Frequest', '%2Fanswered'))).rejects.toMatchObject({
      code: 'request-answered',
    })
  })

  it('says that the service is unreachable', async () => {
    const party = await startVerifier()
    await party.close()
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'verifier-unreachable' })
  })

  it('is not read on when it is larger than any request', async () => {
    const party = await verifier()
    party.state.requestObject = 'x'.repeat(65_537)
    await expect(parse(party.link)).rejects.toMatchObject({ code: 'request-malformed' })
  })
})
