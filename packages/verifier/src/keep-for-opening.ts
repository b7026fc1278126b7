import type { VerifiedCredential } from '@velum/credential'
import { evidenceOf } from './evidence-of.ts'
import { keepEvidence } from './keep-evidence.ts'
import type { SessionOf } from './take-session.ts'
import type { Check, Verdict } from './verdict.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Keeps what an opening needs before an escrowed answer is accepted: a service that acted on an answer which nobody could
 *  open later would have been promised something that does not hold. When it cannot be kept, the answer is refused. */
export async function keepForOpening(
  context: VerifierContext,
  options: {
    readonly question: SessionOf<'presentation'>['question']
    readonly presentation: object
    readonly verified: readonly VerifiedCredential[]
    readonly verdict: Extract<Verdict, { accepted: true }>
  },
): Promise<Verdict> {
  const { question, presentation, verified, verdict } = options
  const { presentationId = '' } = verdict
  const escrowed = question.query.credentials.find(({ meta }) =>
    meta.statements?.some(({ type }) => type === 'escrow'),
  )
  const check = (passed: boolean): Check => ({
    name: 'evidence-kept',
    passed,
    question: escrowed?.id ?? '',
    compared: {},
  })
  try {
    const { templates } = context.options
    await keepEvidence(context, evidenceOf({ question, presentation, presentationId, verified, templates }))
  } catch (error) {
    context.options.onError?.(error)
    return { accepted: false, reason: 'evidence-not-kept', checks: [...verdict.checks, check(false)] }
  }
  return { ...verdict, checks: [...verdict.checks, check(true)] }
}
