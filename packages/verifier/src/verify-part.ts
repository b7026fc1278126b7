import { templateDigest, verifyPresentation } from '@velum/credential'
import { boundExpectations } from '@velum/exchange'
import type { AnswerPart } from './answer-parts.ts'
import { pinnedAuthoritySource } from './pinned-authority-source.ts'
import { asksForTemplate } from './request-definition.ts'
import type { SessionOf } from './take-session.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Verifies one presentation; once more when the status list and its anchor differ: an issuer that anchors a new list between our
 *  two readings makes them differ for a moment. What it must be made for comes from our own question and from the chain. */
export async function verifyPart(
  context: VerifierContext,
  question: SessionOf<'presentation'>['question'],
  { presentation, queries }: AnswerPart,
) {
  const { trustedIssuers, templates, cryptosuites, maxStatusAgeSeconds } = context.options
  const accepted = templates.filter((template) => queries.some((query) => asksForTemplate(query, template)))
  const { time, authority = null, transaction } = question
  const bound = boundExpectations({ time, transaction: transaction?.encoded ?? null, authority, queries })
  const verify = () =>
    verifyPresentation({
      presentation,
      challenge: question.nonce,
      domain: question.clientId,
      resolver: context.resolver,
      trustedIssuers,
      templateDigests: accepted.map(templateDigest),
      statusSource: context.statusSource,
      now: context.now,
      ...(cryptosuites && { cryptosuites }),
      ...(maxStatusAgeSeconds !== undefined && { maxStatusAgeSeconds }),
      boundSources: {
        chainId: context.chainId,
        templates: accepted.filter(({ binding }) => binding !== undefined),
        profileSource: context.profileSource,
        authoritySource: pinnedAuthoritySource(context, question),
      },
      bound,
    })
  const verdict = await verify()
  return !verdict.accepted && verdict.reason === 'status-mismatch' ? verify() : verdict
}
