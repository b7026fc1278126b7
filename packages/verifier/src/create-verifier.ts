import { createDidResolver } from '@velum/did'
import type { Evidence } from '@velum/exchange'
import {
  connectChain,
  createAuthoritySource,
  createProfileSource,
  createScopeSource,
  createStatusSource,
  parseDeployment,
} from '@velum/registry'
import type { CreatedRequest, SessionOptions } from './add-session.ts'
import { readBrowserCookie } from './browser-cookie.ts'
import { checkDefinition } from './check-definition.ts'
import { createPresentationSession } from './create-presentation-session.ts'
import { createSignInSession } from './create-sign-in-session.ts'
import type { ResponseReceipt } from './end-session.ts'
import { handleRequest } from './handle-request.ts'
import { readEvidence, removeExpiredEvidence } from './keep-evidence.ts'
import { createMemorySessionStore } from './memory-session-store.ts'
import { type HandOver, type HandOverOptions, handOver } from './openings/hand-over.ts'
import {
  type OpeningPreparation,
  type OpeningRequestOptions,
  prepareOpening,
} from './openings/opening-request.ts'
import { type WatchOpeningsOptions, watchOpenings } from './openings/watch-openings.ts'
import { type OutcomeView, readOutcome } from './read-outcome.ts'
import type { RequestDefinition } from './request-definition.ts'
import type { Outcome } from './session.ts'
import { settleTransaction } from './settle-transaction.ts'
import type { Transaction } from './transaction.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'
import { createVerifierIdentity } from './verifier-identity.ts'
import type { VerifierOptions } from './verifier-options.ts'
import { verifyResponse } from './verify-response.ts'

/** Wallets refuse a question that is older (`requireTimely` of @velum/exchange). */
const longestAnswerSeconds = 300

/** Asks visitors of a service for presentations, and judges what they show. */
export interface Verifier<Name extends string = string> {
  /** The did:web that signs the requests; undefined without a secret key. */
  readonly did: string | undefined
  /** Answers the requests below `url`, and `/.well-known/did.json`. Mount it for both. */
  handle(request: Request): Promise<Response>
  /** Reads the outcome for the page at `resultPage`: the session is in its query, the browser in its cookie. Any other page
   *  gets nothing. Where several requests end on one page, `request` of the outcome says which was answered. */
  readOutcome(request: Request): Promise<OutcomeView>
  /** Asks without `handle`'s start: by name, or inline; where escrow is required, about a transaction.
   *  Throws VerifierError 'unknown-request' | 'unknown-template' | 'unknown-claim' | 'key-missing' | 'requirement-invalid' |
   *  'evidence-missing' | 'authority-unknown' | 'scope-unknown' | 'chain-unreachable', and ExchangeError 'transaction-malformed'. */
  createRequest(
    what: Name | RequestDefinition,
    session: SessionOptions & { readonly transaction?: Transaction },
  ): Promise<CreatedRequest>
  /** Asks to sign in with a public DID. Throws VerifierError 'unknown-request'. */
  createSignIn(session: SessionOptions): Promise<CreatedRequest>
  /** Judges the form that a wallet posted. Throws ExchangeError and VerifierError, as `verifyResponse` documents. */
  verifyResponse(body: string): Promise<ResponseReceipt & { readonly outcome: Outcome }>
  /** Reads what was kept for an opening; undefined when there is nothing of this id, or its time is up.
   *  Throws VerifierError 'evidence-unreadable', and what the store rejects with. */
  readEvidence(presentationId: string): Promise<Evidence | undefined>
  /** Deletes evidence whose retention is over. Call it once an hour or so. Resolves to how many pieces there were. */
  removeExpiredEvidence(): Promise<number>
  /** Prepares a request to open one of the service's presentations: the case for the trustees, and what to send to the chain. Asks
   *  nobody. Where nothing is kept, says so. Throws VerifierError 'opening-invalid' | 'evidence-unreadable', and what the store
   *  rejects with. */
  openingRequest(presentationId: string, options: OpeningRequestOptions): Promise<OpeningPreparation>
  /** Signs that somebody else, such as a lawyer, may request the opening of this presentation. Throws VerifierError
   *  'opening-invalid' | 'chain-unreachable' | 'evidence-unreadable', and RegistryError 'invalid-address'. */
  handOver(presentationId: string, options: HandOverOptions): Promise<HandOver>
  /** Tells what becomes of requests to open the service's presentations, until `signal` says so. Each change is told at least once,
   *  and only when it is final. Throws VerifierError 'cursor-malformed'. */
  watchOpenings(options: WatchOpeningsOptions): Promise<void>
  /** Lets go of the chain. */
  close(): void
}

/** Sets up a verifier. Asks nobody yet; the chain is first asked when a presentation comes.
 *  Throws VerifierError 'configuration-invalid' | 'unknown-template' | 'unknown-claim' | 'key-missing' |
 *  'requirement-invalid' | 'evidence-missing', and RegistryError 'invalid-deployment'. */
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
  const sessionSeconds = options.sessionSeconds ?? 600
  const context: VerifierContext = {
    options,
    baseUrl,
    origin: new URL(new URL(baseUrl).origin),
    identity:
      options.secretKey && (await createVerifierIdentity({ url: baseUrl, secretKey: options.secretKey })),
    chain,
    chainId,
    resolver: createDidResolver({ networks: [network], fetch }),
    statusSource: createStatusSource({ chain, fetch }),
    authoritySource: createAuthoritySource(chain),
    profileSource: createProfileSource(chain),
    scopeSource: createScopeSource(chain),
    store: options.store ?? createMemorySessionStore({ now }),
    sessionSeconds,
    answerSeconds: Math.min(sessionSeconds, longestAnswerSeconds),
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
    async createRequest(what, { transaction, ...session }) {
      const name = typeof what === 'object' ? 'inline' : what
      const definition = typeof what === 'object' ? what : options.requests[what]
      if (definition === undefined)
        throw new VerifierError('unknown-request', `There is no request named "${name}".`)
      const settled = await settleTransaction(definition, { transaction })
      return createPresentationSession(context, { ...session, name, definition: settled })
    },
    createSignIn: (session) => createSignInSession(context, session),
    verifyResponse: (body) => verifyResponse(context, body),
    readEvidence: (presentationId) => readEvidence(context, presentationId),
    removeExpiredEvidence: () => removeExpiredEvidence(context),
    openingRequest: (presentationId, options) => prepareOpening(context, presentationId, options),
    handOver: (presentationId, options) => handOver(context, presentationId, options),
    watchOpenings: (options) => watchOpenings(context, options),
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
  const { evidence } = options
  if (evidence !== undefined && evidence.key.length !== 32)
    throw new VerifierError('configuration-invalid', '`evidence.key` must have 32 bytes.')
  if (
    evidence !== undefined &&
    !(Number.isSafeInteger(evidence.retentionSeconds) && evidence.retentionSeconds > 0)
  )
    throw new VerifierError(
      'configuration-invalid',
      '`evidence.retentionSeconds` must be a whole number above 0.',
    )
  for (const [name, definition] of Object.entries<RequestDefinition>(options.requests))
    checkDefinition(name, definition, options)
}

function platformRandom(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}
