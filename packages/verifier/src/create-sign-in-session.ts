import { createSignInLink } from '@velum/exchange'
import { addSession, type CreatedRequest, type SessionOptions, sessionExpiry } from './add-session.ts'
import { randomText } from './random-text.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** Asks a visitor to sign in with a public DID. Throws VerifierError 'unknown-request' when that is not offered. */
export async function createSignInSession(
  context: VerifierContext,
  options: SessionOptions,
): Promise<CreatedRequest> {
  const offered = context.options.signIn
  if (offered === undefined)
    throw new VerifierError('unknown-request', 'This service offers no signing in with a public DID.')
  const id = randomText(context.random, 16)
  const expiresAt = sessionExpiry(context)
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
  await addSession(context, {
    ...options,
    id,
    name: 'sign-in',
    question,
    expiresAt,
    resultPage: offered.resultPage,
  })
  const link = createSignInLink({ walletUrl: options.walletUrl ?? context.options.walletUrl, challengeUri })
  return { id, link, expiresAt }
}
