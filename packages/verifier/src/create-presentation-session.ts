import { clientIdOf, createAuthorizationRequest, createRequestLink } from '@velum/exchange'
import { addSession, type CreatedRequest, type SessionOptions, sessionExpiry } from './add-session.ts'
import { checkDefinition } from './check-definition.ts'
import { checkScopes } from './check-scopes.ts'
import { pinAuthority } from './pin-authority.ts'
import type { PinnedAuthority } from './pinned-authority.ts'
import { poseStatements } from './pose-statements.ts'
import { randomText } from './random-text.ts'
import type { Requirement } from './requirement.ts'
import type { SettledDefinition } from './settle-transaction.ts'
import type { Transaction } from './transaction.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Asks for a presentation. Where escrow is required the chain is asked first, for the epoch that the question pins.
 *  Throws VerifierError as `checkDefinition` does, and 'authority-unknown' | 'scope-unknown' |
 *  'chain-unreachable'. */
export async function createPresentationSession(
  context: VerifierContext,
  options: SessionOptions & { readonly name: string; readonly definition: SettledDefinition },
): Promise<CreatedRequest> {
  const { definition } = options
  checkDefinition(options.name, definition, context.options)
  const identity = definition.signed === false ? undefined : context.identity
  const signer = identity?.signer
  const { requires = [], transaction } = definition
  const responseUri = `${context.baseUrl}/response`
  await checkScopes(context, requires, clientIdOf({ ...(signer && { signer }), responseUri }))
  const authority = await pinRequired(context, requires)
  const query = poseStatements({
    query: definition.query,
    requires,
    templates: context.options.templates,
    authority,
  })

  const id = randomText(context.random, 16)
  const nonce = randomText(context.random, 32)
  const issuedAt = context.now()
  const expiresAt = sessionExpiry(context)
  const {
    clientId,
    requestObject,
    time,
    transaction: encoded,
  } = await createAuthorizationRequest({
    ...(signer && { signer }),
    query,
    responseUri,
    nonce,
    state: id,
    name: context.options.name,
    ...(context.options.cryptosuites && { suites: context.options.cryptosuites }),
    purpose: definition.purpose,
    ...(transaction && { transaction: describe(transaction) }),
    issuedAt,
    expiresAt,
  })
  const question = {
    kind: 'presentation',
    clientId,
    nonce,
    query,
    requestObject,
    ...(identity && { requestKey: identity.publicKeyMultibase }),
    time,
    ...(authority && { authority }),
    ...(transaction && encoded !== undefined && { transaction: { ...transaction, encoded } }),
  } as const
  await addSession(context, { ...options, id, question, expiresAt, resultPage: definition.resultPage })
  const link = createRequestLink({
    walletUrl: options.walletUrl ?? context.options.walletUrl,
    clientId,
    requestUri: `${context.baseUrl}/request/${id}`,
  })
  return { id, link, expiresAt }
}

async function pinRequired(
  context: VerifierContext,
  requires: readonly Requirement[],
): Promise<PinnedAuthority | undefined> {
  const escrow = requires.find((requirement) => requirement.type === 'escrow')
  return escrow && pinAuthority(context, escrow.authority)
}

function describe({ en, zh, reference }: Transaction) {
  return { description: { en, zh }, ...(reference !== undefined && { reference }) }
}
