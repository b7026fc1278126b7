import { templateDigest, type VerifiedCredential } from '@velum/credential'
import { type CredentialQuery, checkAnswer } from '@velum/exchange'
import { asksForTemplate } from './request-definition.ts'
import type { Check, Rejection } from './verdict.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Compares a credential, verified already, with the question that it answers. A wallet that shows less than required, or
 *  more than was asked, has not answered it. */
export function compareClaims(
  context: VerifierContext,
  options: {
    readonly query: CredentialQuery
    /** As it was shown. */
    readonly credential: object
    readonly verified: VerifiedCredential
  },
): { readonly checks: readonly Check[]; readonly rejection?: Rejection } {
  const { query, credential, verified } = options
  const template = context.options.templates.find(
    (entry) => asksForTemplate(query, entry) && templateDigest(entry) === verified.template.digest,
  )
  if (template === undefined) return { checks: [otherTemplate(query)], rejection: 'template-mismatch' }
  const {
    satisfied,
    missing: unanswered,
    unasked,
  } = checkAnswer({
    query,
    credential,
    claims: Object.keys(verified.claims),
    alwaysDisclosed: template.alwaysDisclosed,
  })
  // bbs-2023 enforces what its template always discloses; BBS+ does not.
  const { credentialSubject } = credential as { credentialSubject: object }
  const withheld = template.alwaysDisclosed.filter((name) => !Object.hasOwn(credentialSubject, name))
  const missing = [...unanswered, ...withheld.filter((name) => !unanswered.includes(name))]
  const complete = missing.length === 0 && (satisfied || unasked.length > 0)
  const nothingElse = unasked.length === 0
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
        expected: 'no other claim',
        actual: unasked.join(', ') || 'none',
      },
    },
  ]
  if (!complete) return { checks, rejection: 'claims-missing' }
  return nothingElse ? { checks } : { checks, rejection: 'claims-not-asked-for' }
}

/** In a presentation of several credentials each is accepted, yet this one stands where another was asked for. */
function otherTemplate({ id }: CredentialQuery): Check {
  return {
    name: 'template',
    passed: false,
    question: id,
    compared: { expected: 'a template of this question' },
  }
}
