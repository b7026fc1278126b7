import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { residentIdTemplate, restoreEd25519KeyPair, vocabularyIri } from '@velum/credential'
import {
  type CreatedRequest,
  createAuthorizationRequest,
  createQuery,
  createRequestLink,
  createSignInLink,
  type DcqlQuery,
  type RequestSigner,
  type SignInChallenge,
  type TransactionDescription,
} from '@velum/exchange'

export const residentTypes = [
  'https://www.w3.org/2018/credentials#VerifiableCredential',
  vocabularyIri(residentIdTemplate.type),
]

export const residencyQuery = createQuery([
  {
    id: 'resident',
    types: residentTypes,
    required: ['residencyStatus', 'region'],
    optional: ['givenName', 'birthDate'],
  },
])

/** What the service does with an answer: takes it, refuses it, or breaks the connection after it has read it. */
export type Manner = 'accept' | 'refuse' | 'break'

export type TestService = Awaited<ReturnType<typeof startService>>

const purpose = { en: 'To make out a reader’s pass.', zh: '用于办理读者证。' }

export interface Question {
  readonly query?: DcqlQuery
  readonly signed?: boolean
  readonly issuedAt?: Date
  readonly expiresAt?: Date
  readonly transaction?: TransactionDescription
}

/** A service on a loopback port that asks and writes down every answer it gets. */
export async function startService() {
  const answers: URLSearchParams[] = []
  const requests = new Map<string, string>()
  const challenges = new Map<string, SignInChallenge>()
  const state: { manner: Manner } = { manner: 'accept' }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `localhost:${(server.address() as AddressInfo).port}`
  const url = `http://${host}`

  const { secretKey, publicKeyMultibase } = await restoreEd25519KeyPair(Uint8Array.from(randomBytes(32)))
  const did = `did:web:${encodeURIComponent(host)}`
  const keyId = `${did}#${publicKeyMultibase}`
  const signer: RequestSigner = { did, keyId, secretKey }
  const didDocument = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [{ id: keyId, type: 'Multikey', controller: did, publicKeyMultibase }],
    authentication: [keyId],
    assertionMethod: [keyId],
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? ''
    if (path === '/.well-known/did.json') return json(outgoing, 200, didDocument)
    const request = requests.get(path)
    if (request !== undefined) {
      outgoing.writeHead(200, { 'content-type': 'application/oauth-authz-req+jwt' }).end(request)
      return
    }
    const challenge = challenges.get(path)
    if (challenge !== undefined) return json(outgoing, 200, challenge)
    if (incoming.method !== 'POST') return json(outgoing, 404, {})
    answers.push(new URLSearchParams(await text(incoming)))
    if (state.manner === 'break') incoming.socket.destroy()
    else if (state.manner === 'refuse') json(outgoing, 400, { error: 'invalid_request' })
    else json(outgoing, 200, { redirect_uri: `${url}/welcome` })
  }

  return {
    did,
    host,
    url,
    answers,
    state,
    /** A link to a new request. */
    async ask(options: Question = {}): Promise<string> {
      return (await this.question(options)).link
    },
    /** The same, with what the service must remember to verify the answer. */
    async question(options: Question = {}): Promise<CreatedRequest & { link: string; nonce: string }> {
      const { query = residencyQuery, signed = true, expiresAt = new Date(Date.now() + 300_000) } = options
      const nonce = randomBytes(16).toString('base64url')
      const created = await createAuthorizationRequest({
        ...(signed && { signer }),
        query,
        responseUri: `${url}/answer`,
        nonce,
        state: 'state-of-the-service',
        name: { en: 'Harbourtown Library', zh: '港城图书馆' },
        purpose,
        ...(options.transaction && { transaction: options.transaction }),
        issuedAt: options.issuedAt ?? new Date(),
        expiresAt,
      })
      const { clientId, requestObject } = created
      const path = `/requests/${requests.size}`
      requests.set(path, requestObject)
      const requestUri = url + path
      const link = createRequestLink({ walletUrl: 'http://localhost:4030', clientId, requestUri })
      return { ...created, link, nonce }
    },
    /** A link to a new sign-in. */
    askToSignIn(expiresAt = new Date(Date.now() + 300_000)): { link: string; challenge: SignInChallenge } {
      const challenge: SignInChallenge = {
        challenge: randomBytes(16).toString('base64url'),
        domain: host,
        audience: url,
        responseUri: `${url}/answer`,
        purpose,
        expiresAt: expiresAt.toISOString(),
      }
      const path = `/challenges/${challenges.size}`
      challenges.set(path, challenge)
      return {
        link: createSignInLink({ walletUrl: 'http://localhost:4030', challengeUri: url + path }),
        challenge,
      }
    },
    stop(): Promise<void> {
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function json(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
