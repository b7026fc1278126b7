import { hashText } from './random-text.ts'
import type { Question, Session } from './session.ts'
import type { VerifierContext } from './verifier-context.ts'

/** A question that waits for its answer. */
export interface CreatedRequest {
  readonly id: string
  /** Opens the wallet: as a link on the same device, as a QR code on another one. */
  readonly link: string
  /** Until then a wallet must have opened the link. */
  readonly expiresAt: Date
}

export interface SessionOptions {
  readonly flow: Session['flow']
  /** The cookie of the browser that asked, or any secret that `readOutcome` will be given again. */
  readonly browser: string
  /** The visitor's wallet; the verifier's own choice by default. */
  readonly walletUrl?: string
}

/** Keeps a question that has just been asked, waiting for its answer. */
export async function addSession(
  context: VerifierContext,
  session: SessionOptions & {
    readonly id: string
    readonly name: string
    readonly question: Exclude<Question, { kind: 'presentation' }>
    readonly expiresAt: Date
    readonly resultPage: string
  },
): Promise<void> {
  await context.store.add({
    id: session.id,
    flow: session.flow,
    browser: await hashText(session.browser),
    expiresAt: session.expiresAt.toISOString(),
    phase: session.question.kind === 'prepared' ? 'prepared' : 'waiting',
    name: session.name,
    question: session.question,
    resultPage: new URL(session.resultPage, context.origin).href,
  })
}

/** Until when a link that is made now can be opened. */
export function sessionExpiry({ now, sessionSeconds }: VerifierContext): Date {
  return new Date(now().getTime() + sessionSeconds * 1000)
}
