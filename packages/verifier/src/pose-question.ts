import { createAuthorizationRequest } from '@velum/exchange'
import { pinAuthority } from './pin-authority.ts'
import type { PinnedAuthority } from './pinned-authority.ts'
import { poseStatements } from './pose-statements.ts'
import { randomText } from './random-text.ts'
import type { Requirement } from './requirement.ts'
import type { SettledDefinition } from './settle-transaction.ts'
import type { SessionOf } from './take-session.ts'
import type { Transaction } from './transaction.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Asks now: with a nonce of its own, one time for request object, proof and evidence, and where escrow is required with the epoch
 *  that the chain has now. Throws VerifierError 'authority-unknown' | 'chain-unreachable', ExchangeError 'transaction-malformed'. */
export async function poseQuestion(
  context: VerifierContext,
  asked: { readonly id: string; readonly definition: SettledDefinition },
): Promise<{ readonly question: SessionOf<'presentation'>['question']; readonly expiresAt: Date }> {
  const { definition } = asked
  const identity = definition.signed === false ? undefined : context.identity
  const { requires = [], transaction } = definition
  const authority = await pinRequired(context, requires)
  const { templates, name, cryptosuites } = context.options
  const query = poseStatements({ query: definition.query, requires, templates, authority })

  const nonce = randomText(context.random, 32)
  const issuedAt = context.now()
  const expiresAt = new Date(issuedAt.getTime() + context.answerSeconds * 1000)
  const {
    clientId,
    requestObject,
    time,
    transaction: encoded,
  } = await createAuthorizationRequest({
    ...(identity && { signer: identity.signer }),
    query,
    responseUri: `${context.baseUrl}/response`,
    nonce,
    state: asked.id,
    name,
    ...(cryptosuites && { suites: cryptosuites }),
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
  return { question, expiresAt }
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
