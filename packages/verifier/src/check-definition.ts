import { checkRequirements } from './check-requirements.ts'
import { checkQuery, type RequestDefinition } from './request-definition.ts'
import { VerifierError } from './verifier-error.ts'
import type { VerifierOptions } from './verifier-options.ts'

/** Finds before anybody is asked what no wallet could answer, or no service keep.
 *  Throws VerifierError 'unknown-template' | 'unknown-claim' | 'key-missing' | 'requirement-invalid' | 'evidence-missing'. */
export function checkDefinition(
  name: string,
  definition: RequestDefinition,
  options: Pick<VerifierOptions, 'templates' | 'trustedIssuers' | 'secretKey' | 'evidence'>,
): void {
  const { templates, trustedIssuers } = options
  checkQuery(definition.query, templates)
  if (definition.signed !== false && options.secretKey === undefined)
    throw new VerifierError(
      'key-missing',
      `The request "${name}" is signed, which needs \`secretKey\`. Set it, or ask with \`signed: false\`.`,
    )
  const keepsEvidence = options.evidence !== undefined
  checkRequirements({ name, definition, templates, trustedIssuers, keepsEvidence })
}
