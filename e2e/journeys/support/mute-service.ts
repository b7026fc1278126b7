import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { residentIdTemplate, vocabularyIri } from '@velum/credential'
import {
  type CredentialWish,
  createAuthorizationRequest,
  createQuery,
  createRequestLink,
} from '@velum/exchange'

export interface MuteService {
  readonly host: string
  /** Opens a wallet with the service's one request. */
  link(walletUrl: string): string
  /** The bodies of the answers that reached it. */
  readonly answers: readonly string[]
  close(): Promise<void>
}

const region: CredentialWish = {
  id: 'card',
  types: [vocabularyIri(residentIdTemplate.type)],
  required: ['region'],
}

/** A service of another make: it asks without a signature, takes every suite and the answer, and lets no page of another
 *  origin read what it says to it. Asks for the region alone unless told otherwise. */
export async function startMuteService(...wishes: readonly CredentialWish[]): Promise<MuteService> {
  const answers: string[] = []
  let requestObject = ''
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') {
      // A request can be read by every wallet; the answer to an answer cannot.
      response.setHeader('access-control-allow-origin', '*')
      response.setHeader('content-type', 'application/oauth-authz-req+jwt')
      return response.end(requestObject)
    }
    let body = ''
    for await (const chunk of request) body += chunk
    answers.push(body)
    response.setHeader('content-type', 'application/json')
    response.end('{}')
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const host = `localhost:${(server.address() as AddressInfo).port}`
  const url = `http://${host}`
  const created = await createAuthorizationRequest({
    query: createQuery(wishes.length > 0 ? wishes : [region]),
    suites: ['bbs-2023', 'BbsBlsSignature2020'],
    responseUri: `${url}/response`,
    nonce: randomBytes(16).toString('base64url'),
    state: randomBytes(16).toString('base64url'),
    purpose: { en: 'To see where visitors come from.', zh: '了解访客来自哪里。' },
    issuedAt: new Date(),
    expiresAt: new Date(Date.now() + 600_000),
  })
  requestObject = created.requestObject
  return {
    host,
    answers,
    link: (walletUrl) =>
      createRequestLink({ walletUrl, clientId: created.clientId, requestUri: `${url}/request` }),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
