import { ed25519 } from '@noble/curves/ed25519.js'
import { createDidResolver, encodeMultikey } from '@velum/did'
import { serve } from '../../../../e2e/support/chain.ts'
import {
  type AuthorizationRequestOptions,
  createAuthorizationRequest,
  createQuery,
  createRequestLink,
  type RequestSigner,
} from '../../src/index.ts'

export const now = () => new Date('2026-11-23T12:00:00Z')
export const walletUrl = 'https://wallet.example'
export const residentType = 'https://w3id.org/velum/vocab#ResidentIdCredential'
export const resolver = createDidResolver({ networks: [], fetch })

export const query = createQuery([
  {
    id: 'resident-id',
    types: [residentType],
    required: ['region', 'residencyStatus'],
    optional: ['givenName'],
  },
])

/** A verifier on a loopback port: serves its DID document, one request object, and records what it is sent. */
export async function startVerifier(changes: Partial<AuthorizationRequestOptions> = {}) {
  const secretKey = ed25519.utils.randomSecretKey()
  const publicKeyMultibase = encodeMultikey({ kind: 'Ed25519', publicKey: ed25519.getPublicKey(secretKey) })
  const received: { body: string; headers: Headers }[] = []
  const state = { requestObject: '', answer: () => new Response('{}') }

  const server = await serve(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/.well-known/did.json') return Response.json(document)
    if (pathname === '/request') return new Response(state.requestObject)
    if (pathname === '/answered') return new Response(null, { status: 409 })
    if (pathname === '/response') {
      received.push({ body: await request.text(), headers: request.headers })
      return state.answer()
    }
    return new Response(null, { status: 404 })
  })
  const did = `did:web:${encodeURIComponent(new URL(server.url).host)}`
  const keyId = `${did}#key`
  const document = {
    id: did,
    verificationMethod: [{ id: keyId, type: 'Multikey', controller: did, publicKeyMultibase }],
    authentication: [keyId],
  }
  const signer: RequestSigner = { did, keyId, secretKey }
  const options: AuthorizationRequestOptions = {
    signer,
    query,
    responseUri: `${server.url}/response`,
    nonce: 'nonce-of-this-request-0123456789',
    state: 'state-of-this-request',
    name: { en: 'Harbour Library', zh: '海港图书馆' },
    purpose: { en: 'To make out a pass.', zh: '用于办理读者证。' },
    issuedAt: now(),
    expiresAt: new Date('2026-11-23T12:10:00Z'),
    ...changes,
  }
  const created = await createAuthorizationRequest(options)
  state.requestObject = created.requestObject
  const link = createRequestLink({
    walletUrl,
    clientId: created.clientId,
    requestUri: `${server.url}/request`,
  })
  return {
    ...server,
    ...created,
    did,
    keyId,
    secretKey,
    publicKeyMultibase,
    signer,
    options,
    state,
    received,
    link,
  }
}

/** An unsigned request of the same content: the signer is left out, not undefined. */
export async function startUnsignedVerifier() {
  const verifier = await startVerifier()
  const { signer: _, ...options } = verifier.options
  const created = await createAuthorizationRequest(options)
  verifier.state.requestObject = created.requestObject
  const link = createRequestLink({
    walletUrl,
    clientId: created.clientId,
    requestUri: `${verifier.url}/request`,
  })
  return { ...verifier, ...created, options, link }
}

export function residentId(claims: Record<string, string>) {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/velum/credential/v1'],
    type: ['VerifiableCredential', 'ResidentIdCredential'],
    issuer: 'did:ethr:0x7a69:0x0000000000000000000000000000000000000001',
    credentialSubject: { type: 'Resident', ...claims },
  }
}

/** A request of an unsigned verifier whose members all stand in the link, as OpenID4VP shows it. */
export function linkByValue(asked: object, more: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({
    client_id: 'redirect_uri:https://library.example/response',
    response_uri: 'https://library.example/response',
    response_type: 'vp_token',
    response_mode: 'direct_post',
    nonce: 'n-0S6_WzA2Mj',
    dcql_query: JSON.stringify(asked),
    ...more,
  })
  return `openid4vp://?${parameters}`
}
