import { createDidResolver } from '@velum/did'
import { connectChain, createStatusSource, parseDeployment } from '@velum/registry'
import { readBrowserCookie } from './browser-cookie.ts'
import {
  type CreatedRequest,
  createPresentationSession,
  createSignInSession,
  type SessionOptions,
} from './create-session.ts'
import type { ResponseReceipt } from './end-session.ts'
import { handleRequest } from './handle-request.ts'
import { createMemorySessionStore } from './memory-session-store.ts'
import { type OutcomeView, readOutcome } from './read-outcome.ts'
import { checkQuery, type RequestDefinition } from './request-definition.ts'
import type { Outcome } from './session.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'
import { createVerifierIdentity } from './verifier-identity.ts'
import type { VerifierOptions } from './verifier-options.ts'
import { verifyResponse } from './verify-response.ts'

/** Asks visitors of a service for presentations, and judges what they show. */
export interface Verifier<Name extends string = string> {
  /** The did:web that signs the requests; undefined without a secret key. */
  readonly did: string | undefined
  /** Answers the requests below `url`, and `/.well-known/did.json`. Mount it for both. */
  handle(request: Request): Promise<Response>
  /** Reads the outcome for the page at `resultPage`: the session is in its query, the browser in its cookie. Any other page
   *  gets nothing. Where several requests end on one page, `request` of the outcome says which was answered. */
  readOutcome(request: Request): Promise<OutcomeView>
  /** Asks without `handle`'s start: by name, or inline.
   *  Throws VerifierError 'unknown-request' | 'unknown-template' | 'unknown-claim' | 'key-missing'. */
  createRequest(what: Name | RequestDefinition, session: SessionOptions): Promise<CreatedRequest>
  /** Asks to sign in with a public DID. Throws VerifierError 'unknown-request'. */
  createSignIn(session: SessionOptions): Promise<CreatedRequest>
  /** Judges the form that a wallet posted. Throws ExchangeError and VerifierError, as `verifyResponse` documents. */
  verifyResponse(body: string): Promise<ResponseReceipt & { readonly outcome: Outcome }>
  /** Lets go of the chain. */
  close(): void
}

/** Sets up a verifier. Asks nobody yet; the chain is first asked when a presentation comes.
 *  Throws VerifierError 'configuration-invalid' | 'unknown-template' | 'unknown-claim' | 'key-missing', and
 *  RegistryError 'invalid-deployment'. */
export async function createVerifier<const Name extends string>(
  options: VerifierOptions<Name>,
): Promise<Verifier<Name>> {
  const { fetch = globalThis.fetch, now = () => new Date(), random = platformRandom } = options
  const baseUrl = options.url.replace(/\/+$/, '')
  const deployment = parseDeployment(options.deployment)
  checkOptions(options)

  const chain = connectChain({ deployment, fetch })
  const { chainId, contracts } = deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider: chain.provider }
  const context: VerifierContext = {
    options,
    baseUrl,
    origin: new URL(new URL(baseUrl).origin),
    identity:
      options.secretKey && (await createVerifierIdentity({ url: baseUrl, secretKey: options.secretKey })),
    resolver: createDidResolver({ networks: [network], fetch }),
    statusSource: createStatusSource({ chain, fetch }),
    store: options.store ?? createMemorySessionStore({ now }),
    sessionSeconds: options.sessionSeconds ?? 600,
    now,
    random,
  }
  return {
    did: context.identity?.signer.did,
    handle: (request) => handleRequest(context, request),
    readOutcome(request) {
      const { searchParams, pathname } = new URL(request.url)
      return readOutcome(context, {
        page: pathname,
        id: searchParams.get('session') ?? undefined,
        browser: readBrowserCookie(request, context.origin),
        responseCode: searchParams.get('response_code') ?? undefined,
      })
    },
    async createRequest(what, session) {
      if (typeof what === 'object')
        return createPresentationSession(context, { ...session, name: 'inline', definition: what })
      const definition = options.requests[what]
      if (definition === undefined)
        throw new VerifierError('unknown-request', `There is no request named "${what}".`)
      return createPresentationSession(context, { ...session, name: what, definition })
    },
    createSignIn: (session) => createSignInSession(context, session),
    verifyResponse: (body) => verifyResponse(context, body),
    close: () => chain.close(),
  }
}

/** Finds at the start what would otherwise fail in front of a visitor. */
function checkOptions(options: VerifierOptions): void {
  const url = URL.canParse(options.url) ? new URL(options.url) : undefined
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost')
  if (!secure)
    throw new VerifierError(
      'configuration-invalid',
      '`url` must start with https://, or be on http://localhost.',
    )
  if (options.secretKey !== undefined && options.secretKey.length !== 32)
    throw new VerifierError('configuration-invalid', '`secretKey` must have 32 bytes.')
  for (const [name, { query, signed }] of Object.entries<RequestDefinition>(options.requests)) {
    checkQuery(query, options.templates)
    if (signed !== false && options.secretKey === undefined)
      throw new VerifierError('key-missing', `The request "${name}" is signed, which needs \`secretKey\`.`)
  }
}

function platformRandom(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}
