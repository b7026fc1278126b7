import { encodeTemplate, type Template, templateDigest, type VerifiedCredential } from '@velum/credential'
import type { Evidence } from '@velum/exchange'
import type { SessionOf } from './take-session.ts'

/** Gathers what an opening of an accepted presentation needs: what was asked, what came, and what it was verified against.
 *  Throws TypeError for a question without escrow, of which nothing is kept. */
export function evidenceOf(options: {
  readonly question: SessionOf<'presentation'>['question']
  readonly presentation: object
  readonly presentationId: string
  readonly verified: readonly VerifiedCredential[]
  /** Those that the service accepts. */
  readonly templates: readonly Template[]
}): Evidence {
  const { question, presentation, presentationId, verified, templates } = options
  const { authority, requestKey } = question
  if (authority === undefined) throw new TypeError('Evidence is kept of escrowed presentations only.')
  if (requestKey === undefined) throw new TypeError('Escrow is asked for in signed questions only.')
  return {
    version: 1,
    presentationId,
    presentation,
    requestObject: question.requestObject,
    requestKey,
    transcript: {
      nonce: question.nonce,
      audience: question.clientId,
      time: question.time,
      transaction: question.transaction?.encoded ?? null,
      authority: { id: authority.id, epoch: authority.epoch, key: authority.key },
    },
    credentials: verified.map(({ issuer, issuerKey, template, bound }) => ({
      issuer,
      issuerKey,
      templateDigest: template.digest,
      template: textOf(template.digest, templates),
      profile: bound === undefined ? null : new TextDecoder().decode(bound.profile),
    })),
  }
}

function textOf(digest: string, templates: readonly Template[]): string {
  const template = templates.find((one) => templateDigest(one) === digest)
  if (template === undefined) throw new TypeError('Only credentials of accepted templates are kept.')
  return new TextDecoder().decode(encodeTemplate(template))
}
