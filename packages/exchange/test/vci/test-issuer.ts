import { randomBytes } from 'node:crypto'
import { residentIdTemplate } from '@velum/credential'
import { serve } from '../../../../e2e/support/chain.ts'
import {
  type CredentialRequest,
  createCredentialOffer,
  createIssuerMetadata,
  createRefusal,
  offerLink,
  parseCredentialRequest,
  parseTokenRequest,
  refuse,
} from '../../src/index.ts'

/** An issuer that keeps everything in memory and can be told to answer anything else. */
export interface TestIssuer {
  readonly url: string
  readonly link: string
  /** What wallets asked for, in order. */
  readonly requests: string[]
  readonly credentialRequests: CredentialRequest[]
  /** Answers instead of the issuer, by path. */
  readonly instead: Map<string, (request: Request) => Response | Promise<Response>>
  /** Nonces that will be found too old. */
  staleNonces: number
  close(): Promise<void>
}

export const preAuthorizedCode = 'code-of-256-bits'
export const txCode = '042917'
export const batchSize = 3

export async function startTestIssuer(): Promise<TestIssuer> {
  const requests: string[] = []
  const credentialRequests: CredentialRequest[] = []
  const instead: TestIssuer['instead'] = new Map()
  const nonces = new Set<string>()
  const template = residentIdTemplate
  let issuer: TestIssuer
  const answer = async (request: Request, path: string): Promise<unknown> => {
    const documents = createIssuerMetadata({
      issuerUrl: server.url,
      name: { en: 'Harbour City', zh: '海港市' },
      templates: [template],
      batchSize,
    })
    switch (path) {
      case '/.well-known/openid-credential-issuer':
        return documents.credentialIssuer
      case '/.well-known/oauth-authorization-server':
        return documents.authorizationServer
      case '/offer':
        return createCredentialOffer({
          issuerUrl: server.url,
          configurationIds: ['resident-id-v1'],
          preAuthorizedCode,
          txCode: { inputMode: 'numeric', length: 6 },
        })
      case '/token': {
        const asked = parseTokenRequest({ form: await request.text(), url: request.url })
        if (asked.preAuthorizedCode !== preAuthorizedCode) throw refuse('grant-refused')
        if (asked.txCode === undefined) throw refuse('tx-code-missing')
        if (asked.txCode !== txCode) throw refuse('tx-code-wrong')
        return { access_token: 'token', token_type: 'Bearer', expires_in: 900 }
      }
      case '/nonce': {
        const nonce = randomBytes(16).toString('base64url')
        if (issuer.staleNonces > 0) issuer.staleNonces -= 1
        else nonces.add(nonce)
        return { c_nonce: nonce }
      }
      case '/credential': {
        if (request.headers.get('Authorization') !== 'Bearer token') throw refuse('token-invalid')
        const body: unknown = await request.json()
        const asked = await parseCredentialRequest({ body, documents, batchSize, now: () => new Date() })
        if (!nonces.delete(asked.nonce)) throw refuse('nonce-invalid')
        credentialRequests.push(asked)
        return {
          credentials: Array.from({ length: asked.count }, (_, number) => ({ credential: { number } })),
        }
      }
      default:
        throw refuse('offer-not-found')
    }
  }
  const server = await serve(async (request) => {
    const path = new URL(request.url).pathname
    requests.push(path)
    const other = instead.get(path)
    if (other) return other(request)
    try {
      return Response.json(await answer(request, path))
    } catch (error) {
      const { status, body } = createRefusal(error)
      return Response.json(body, { status })
    }
  })
  issuer = {
    url: server.url,
    link: offerLink({ walletUrl: 'https://wallet.example', offerUri: `${server.url}/offer` }),
    requests,
    credentialRequests,
    instead,
    staleNonces: 0,
    close: server.close,
  }
  return issuer
}
