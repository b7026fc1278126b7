import { clientIdOf, createRequestLink } from '@velum/exchange'
import { addSession, type CreatedRequest, type SessionOptions, sessionExpiry } from './add-session.ts'
import { checkDefinition } from './check-definition.ts'
import { checkScopes } from './check-scopes.ts'
import { poseQuestion } from './pose-question.ts'
import { randomText } from './random-text.ts'
import type { SettledDefinition } from './settle-transaction.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Prepares to ask for a presentation: the question gets its time when a wallet fetches it, for a QR code may stand for minutes before
 *  it is scanned, and wallets answer no question of long ago.
 *  Throws VerifierError as `checkDefinition` does, and 'authority-unknown' | 'scope-unknown' |
 *  'chain-unreachable'. */
export async function createPresentationSession(
  context: VerifierContext,
  options: SessionOptions & { readonly name: string; readonly definition: SettledDefinition },
): Promise<CreatedRequest> {
  const { definition } = options
  checkDefinition(options.name, definition, context.options)
  const signer = definition.signed === false ? undefined : context.identity?.signer
  const clientId = clientIdOf({ ...(signer && { signer }), responseUri: `${context.baseUrl}/response` })
  await checkScopes(context, definition.requires ?? [], clientId)
  const id = randomText(context.random, 16)
  // Asked once for the page's sake: what cannot be asked fails before its visitor, not in a wallet.
  await poseQuestion(context, { id, definition })

  const expiresAt = sessionExpiry(context)
  const question = { kind: 'prepared', definition } as const
  await addSession(context, { ...options, id, question, expiresAt, resultPage: definition.resultPage })
  const link = createRequestLink({
    walletUrl: options.walletUrl ?? context.options.walletUrl,
    clientId,
    requestUri: `${context.baseUrl}/request/${id}`,
  })
  return { id, link, expiresAt }
}
