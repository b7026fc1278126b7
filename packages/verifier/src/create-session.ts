import { createAuthorizationRequest, createRequestLink, createSignInLink } from '@velum/exchange'
import { hashText, randomText } from './random-text.ts'
import { checkQuery, type RequestDefinition } from './request-definition.ts'
import type { Question, Session } from './session.ts'
import type { Transaction } from './transaction.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** A question that waits for its answer. */
export interface CreatedRequest {
  readonly id: string
  /** Opens the wallet: as a link on the same device, as a QR code on another one. */
  readonly link: string
  readonly expiresAt: Date
}

export interface SessionOptions {
  readonly flow: Session['flow']
  /** The cookie of the browser that asked, or any secret that `readOutcome` will be given again. */
  readonly browser: string
  /** The visitor's wallet; the verifier's own choice by default. */
  readonly walletUrl?: string
  /** What the answer is about, where escrow is required. Replaces that of the definition. */
  readonly transaction?: Transaction
}

/** Asks for a presentation. Throws VerifierError 'unknown-template' | 'unknown-claim' | 'key-missing'. */
export async function createPresentationSession(
  context: VerifierContext,
  options: SessionOptions & { readonly name: string; readonly definition: RequestDefinition },
): Promise<CreatedRequest> {
  const { definition } = options
  checkQuery(definition.query, context.options.templates)
  if (definition.signed !== false && context.identity === undefined)
    throw new VerifierError(
      'key-missing',
      'A signed request needs `secretKey`. Set it, or ask with `signed: false`.',
    )
  const signer = definition.signed === false ? undefined : context.identity?.signer

  const id = randomText(context.random, 16)
  const nonce = randomText(context.random, 32)
  const issuedAt = context.now()
  const expiresAt = expiry(context)
  const { clientId, requestObject } = await createAuthorizationRequest({
    ...(signer && { signer }),
    query: definition.query,
    responseUri: `${context.baseUrl}/response`,
    nonce,
    state: id,
    name: context.options.name,
    purpose: definition.purpose,
    issuedAt,
    expiresAt,
  })
  const question = { kind: 'presentation', clientId, nonce, query: definition.query, requestObject } as const
  await add(context, { ...options, id, question, expiresAt, resultPage: definition.resultPage })
  const link = createRequestLink({
    walletUrl: options.walletUrl ?? context.options.walletUrl,
    clientId,
    requestUri: `${context.baseUrl}/request/${id}`,
  })
  return { id, link, expiresAt }
}

/** Asks a visitor to sign in with a public DID. Throws VerifierError 'unknown-request' when that is not offered. */
export async function createSignInSession(
  context: VerifierContext,
  options: SessionOptions,
): Promise<CreatedRequest> {
  const offered = context.options.signIn
  if (offered === undefined)
    throw new VerifierError('unknown-request', 'This service offers no signing in with a public DID.')
  const id = randomText(context.random, 16)
  const expiresAt = expiry(context)
  const challengeUri = `${context.baseUrl}/sign-in/${id}`
  const challenge = {
    challenge: randomText(context.random, 32),
    domain: context.origin.host,
    audience: context.origin.origin,
    responseUri: challengeUri,
    purpose: offered.purpose,
    expiresAt: expiresAt.toISOString(),
  }
  const question = { kind: 'sign-in', challenge } as const
  await add(context, { ...options, id, name: 'sign-in', question, expiresAt, resultPage: offered.resultPage })
  const link = createSignInLink({ walletUrl: options.walletUrl ?? context.options.walletUrl, challengeUri })
  return { id, link, expiresAt }
}

async function add(
  context: VerifierContext,
  session: SessionOptions & {
    readonly id: string
    readonly name: string
    readonly question: Question
    readonly expiresAt: Date
    readonly resultPage: string
  },
): Promise<void> {
  await context.store.add({
    id: session.id,
    flow: session.flow,
    browser: await hashText(session.browser),
    expiresAt: session.expiresAt.toISOString(),
    phase: 'waiting',
    name: session.name,
    question: session.question,
    resultPage: new URL(session.resultPage, context.origin).href,
  })
}

function expiry({ now, sessionSeconds }: VerifierContext): Date {
  return new Date(now().getTime() + sessionSeconds * 1000)
}
