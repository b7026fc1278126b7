import { templateDigest, type VerifiedCredential, verifyPresentation } from '@velum/credential'
import { type CredentialQuery, checkAnswer } from '@velum/exchange'
import { asksForTemplate } from './request-definition.ts'
import type { SessionOf } from './take-session.ts'
import type { Check, Rejection, Verdict } from './verdict.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Verifies the presentation for each question and compares it with what was asked. Stops at the first refusal. */
export async function verifyAnswer(
  context: VerifierContext,
  question: SessionOf<'presentation'>['question'],
  presentations: ReadonlyMap<string, object>,
): Promise<Verdict> {
  const credentials: Record<string, VerifiedCredential> = {}
  const checks: Check[] = []
  for (const query of question.query.credentials) {
    const presentation = presentations.get(query.id) as object
    const verdict = await verifyFresh(context, question, query, presentation)
    checks.push(...verdict.checks.map((check) => ({ ...check, question: query.id })))
    if (!verdict.accepted) return { accepted: false, reason: verdict.reason, checks }

    const compared = compareClaims(context, query, presentation, verdict.credentials)
    checks.push(...compared.checks)
    if (compared.rejection) return { accepted: false, reason: compared.rejection, checks }
    credentials[query.id] = verdict.credentials[0] as VerifiedCredential
  }
  return { accepted: true, credentials, holderBinding: 'none', pseudonyms: {}, checks }
}

/** Verifies a presentation; once more when the status list and its anchor differ: an issuer that anchors a new
 *  list between our two readings makes them differ for a moment. */
async function verifyFresh(
  context: VerifierContext,
  question: SessionOf<'presentation'>['question'],
  query: CredentialQuery,
  presentation: object,
) {
  const { trustedIssuers, templates, maxStatusAgeSeconds } = context.options
  const verify = () =>
    verifyPresentation({
      presentation,
      challenge: question.nonce,
      domain: question.clientId,
      resolver: context.resolver,
      trustedIssuers,
      templateDigests: templates.filter((template) => asksForTemplate(query, template)).map(templateDigest),
      statusSource: context.statusSource,
      now: context.now,
      ...(maxStatusAgeSeconds !== undefined && { maxStatusAgeSeconds }),
    })
  const verdict = await verify()
  return !verdict.accepted && verdict.reason === 'status-mismatch' ? verify() : verdict
}

/** A wallet that shows less than required, or more than was asked, has not answered the question. */
function compareClaims(
  context: VerifierContext,
  query: CredentialQuery,
  presentation: object,
  verified: readonly VerifiedCredential[],
): { readonly checks: readonly Check[]; readonly rejection?: Rejection } {
  const { verifiableCredential } = presentation as { verifiableCredential: readonly object[] }
  const [credential] = verified
  const template = context.options.templates.find(
    (entry) => templateDigest(entry) === credential?.template.digest,
  )
  const { satisfied, missing, unasked } = checkAnswer({
    query,
    credential: verifiableCredential[0] as object,
    claims: Object.keys(credential?.claims ?? {}),
    alwaysDisclosed: template?.alwaysDisclosed ?? [],
  })
  const alone = verified.length === 1 && verifiableCredential.length === 1
  const complete = missing.length === 0 && (satisfied || unasked.length > 0)
  const nothingElse = alone && unasked.length === 0
  const checks: Check[] = [
    {
      name: 'claims-asked-for',
      passed: complete,
      question: query.id,
      compared: {
        expected: 'every required claim',
        actual: missing.length === 0 ? 'every one' : missing.join(', '),
      },
    },
    {
      name: 'nothing-else-shown',
      passed: nothingElse,
      question: query.id,
      compared: {
        expected: 'one credential, no other claim',
        actual: alone ? unasked.join(', ') || 'none' : 'several',
      },
    },
  ]
  if (!complete) return { checks, rejection: 'claims-missing' }
  return nothingElse ? { checks } : { checks, rejection: 'claims-not-asked-for' }
}
