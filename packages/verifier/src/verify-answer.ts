import type { AcceptedPresentation, VerifiedCredential } from '@velum/credential'
import { type AnswerPart, answerParts, checkOnePresentation, onePresentation } from './answer-parts.ts'
import { compareClaims } from './compare-claims.ts'
import { keepForOpening } from './keep-for-opening.ts'
import type { SessionOf } from './take-session.ts'
import type { Transaction } from './transaction.ts'
import type { Check, Rejection, Verdict } from './verdict.ts'
import type { VerifierContext } from './verifier-context.ts'
import { verifyPart } from './verify-part.ts'

type PresentationQuestion = SessionOf<'presentation'>['question']

/** Verifies what was presented and compares it with what was asked. Stops at the first refusal. An escrowed answer is
 *  accepted only once what an opening needs is kept. */
export async function verifyAnswer(
  context: VerifierContext,
  question: PresentationQuestion,
  presentations: ReadonlyMap<string, object>,
): Promise<Verdict> {
  const checks: Check[] = []
  const refuse = (reason: Rejection): Verdict => ({ accepted: false, reason, checks })
  const parts = answerParts(question.query, presentations)

  const together = checkOnePresentation(question.query, parts)
  if (together) checks.push(together)
  if (together?.passed === false) return refuse('presentations-differ')

  const accepted: AcceptedPresentation[] = []
  for (const part of parts) {
    const verdict = await verifyPart(context, question, part)
    checks.push(
      ...verdict.checks.map((check) => ({ ...check, question: questionOf(part, check.credential) })),
    )
    if (!verdict.accepted) return refuse(verdict.reason)
    const compared = comparePart(context, part, verdict)
    checks.push(...compared.checks)
    if (compared.rejection) return refuse(compared.rejection)
    accepted.push(verdict)
  }

  // Where nothing was asked of it, a bound credential may have come; it stands with the others or not at all.
  if (parts.length > 1 && accepted.some(({ credentials }) => credentials.some(({ bound }) => bound))) {
    checks.push(onePresentation(question.query, parts))
    return refuse('presentations-differ')
  }
  const verdict = summarise(question, accepted, checks)
  const [{ presentation }] = parts as [AnswerPart]
  if (question.authority === undefined) return verdict
  return keepForOpening(context, {
    question,
    presentation,
    verified: accepted.flatMap(({ credentials }) => credentials),
    verdict,
  })
}

/** Compares each credential of a presentation with the question in whose place it stands. */
function comparePart(
  context: VerifierContext,
  { presentation, queries }: AnswerPart,
  { credentials }: AcceptedPresentation,
): { readonly checks: readonly Check[]; readonly rejection?: Rejection } {
  const { verifiableCredential: shown } = presentation as { verifiableCredential: readonly object[] }
  const checks: Check[] = []
  for (const [position, query] of queries.entries()) {
    // There are as many as questions: that was checked with the rest.
    const verified = credentials[position] as VerifiedCredential
    const credential = shown[position] as object
    const compared = compareClaims(context, { query, credential, verified })
    checks.push(...compared.checks)
    if (compared.rejection) return { checks, rejection: compared.rejection }
  }
  return { checks }
}

function summarise(
  { query, authority, transaction }: PresentationQuestion,
  accepted: readonly AcceptedPresentation[],
  checks: readonly Check[],
): Extract<Verdict, { accepted: true }> {
  const verified = accepted.flatMap(({ credentials }) => credentials)
  const presentationId = accepted.find((one) => one.presentationId !== undefined)?.presentationId
  const pseudonyms = accepted.flatMap((one) => one.pseudonyms.flat())
  return {
    accepted: true,
    credentials: Object.fromEntries(
      query.credentials.map(({ id }, position) => {
        const { bound: _, ...shown } = verified[position] as VerifiedCredential
        return [id, shown]
      }),
    ),
    holderBinding: accepted.every(({ holderBinding }) => holderBinding === 'possession')
      ? 'possession'
      : 'none',
    pseudonyms: Object.fromEntries(pseudonyms.map(({ label, pseudonym }) => [label, pseudonym])),
    ...(presentationId !== undefined && { presentationId }),
    ...(authority && {
      escrow: {
        authority: authority.id,
        name: authority.name,
        epoch: authority.epoch,
        threshold: authority.threshold,
        trustees: authority.trustees,
      },
    }),
    ...(transaction && { transaction: agreed(transaction) }),
    checks,
  }
}

function agreed({ en, zh, reference }: Transaction): Transaction {
  return { en, zh, ...(reference !== undefined && { reference }) }
}

/** Checks of the presentation itself are listed with its first question. */
function questionOf({ queries }: AnswerPart, credential = 0): string {
  return (queries[credential] ?? queries[0])?.id ?? ''
}
