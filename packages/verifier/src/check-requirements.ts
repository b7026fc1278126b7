import type { Template } from '@velum/credential'
import type { CredentialQuery, DcqlQuery } from '@velum/exchange'
import { asksForTemplate, type RequestDefinition } from './request-definition.ts'
import type { Requirement } from './requirement.ts'
import { VerifierError } from './verifier-error.ts'

/** Finds at the start what no wallet could ever satisfy, and what would keep no evidence.
 *  Throws VerifierError 'requirement-invalid' | 'evidence-missing'. Asks nothing of the chain. */
export function checkRequirements(options: {
  /** Of the request, for the message. */
  readonly name: string
  readonly definition: RequestDefinition
  readonly templates: readonly Template[]
  readonly keepsEvidence: boolean
}): void {
  const { name, definition, templates, keepsEvidence } = options
  const { query, requires = [] } = definition
  const refuse = (problem: string): never => {
    throw new VerifierError('requirement-invalid', `The request "${name}" ${problem}`)
  }
  const escrows = requires.filter(({ type }) => type === 'escrow').length

  if (requires.length > 0 && definition.signed === false)
    refuse('requires proofs, which wallets give to a proved host only. Leave out `signed: false`.')
  for (const requirement of requires) {
    const problem = formProblem(requirement) ?? targetProblem(requirement, query)
    if (problem !== undefined) refuse(problem)
    for (const target of targetsOf(requirement, query, templates))
      if (!isBoundOnly(target, templates))
        refuse(
          `requires a proof of the question "${target.id}", which credentials without a binding can answer.`,
        )
  }
  if (new Set(requires.map(nameOf)).size !== requires.length) refuse('requires the same thing twice.')
  if (escrows > 1) refuse('requires escrow twice. An answer is sealed for one authority.')
  for (const requirement of requires)
    if (requirement.type === 'same-holder' && targetsOf(requirement, query, templates).length < 2)
      refuse('requires the same holder of fewer than two bound credentials. Ask for two, or leave it out.')
  if (definition.transaction !== undefined && escrows === 0)
    refuse('names a transaction, which needs `escrow(authority)` beside it.')
  if (escrows > 0 && !keepsEvidence)
    throw new VerifierError(
      'evidence-missing',
      `The request "${name}" requires escrow, and nothing would keep what an opening needs. ` +
        'Set `evidence: {store, key, retentionSeconds}`.',
    )
}

/** The questions that a requirement is about. Without a name: the only one, or for possession and same-holder all that only
 *  bound credentials can answer. */
export function targetsOf(
  requirement: Requirement,
  query: DcqlQuery,
  templates: readonly Template[],
): readonly CredentialQuery[] {
  const boundOnes = () => query.credentials.filter((question) => isBoundOnly(question, templates))
  if (requirement.type === 'same-holder') return boundOnes()
  const { type, credential } = requirement
  if (credential !== undefined) return query.credentials.filter(({ id }) => id === credential)
  if (query.credentials.length === 1 || type !== 'possession') return query.credentials.slice(0, 1)
  return boundOnes()
}

/** Whether only credentials with a binding can answer a question. */
export function isBoundOnly(question: CredentialQuery, templates: readonly Template[]): boolean {
  const candidates = templates.filter((template) => asksForTemplate(question, template))
  return candidates.length > 0 && candidates.every(({ binding }) => binding !== undefined)
}

function formProblem(requirement: Requirement): string | undefined {
  switch (requirement.type) {
    case 'pseudonym':
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(requirement.label))
        return 'requires a pseudonym whose label is not 1 to 64 letters, digits, ".", "_" or "-".'
      return requirement.scope === undefined || isIdentifier(requirement.scope)
        ? undefined
        : 'requires a pseudonym of a scope that is not 0x and 64 lower-case hexadecimal digits.'
    case 'escrow':
      return isIdentifier(requirement.authority)
        ? undefined
        : 'requires escrow for an authority that is not 0x and 64 lower-case hexadecimal digits.'
    default:
      return undefined
  }
}

function targetProblem(requirement: Requirement, query: DcqlQuery): string | undefined {
  if (requirement.type === 'same-holder') return undefined
  const { type, credential } = requirement
  if (credential === undefined)
    return query.credentials.length === 1 || type === 'possession'
      ? undefined
      : `asks several questions. Say of which it requires ${type}, by \`{credential: id}\`.`
  return query.credentials.some(({ id }) => id === credential)
    ? undefined
    : `requires ${type} of "${credential}", which is none of its questions.`
}

/** What may stand once. The label alone names a pseudonym: it is by the label that the verdict gives it back. */
function nameOf(requirement: Requirement): string {
  if (requirement.type === 'pseudonym') return `pseudonym ${requirement.label}`
  return requirement.type === 'same-holder'
    ? requirement.type
    : `${requirement.type} ${requirement.credential ?? ''}`
}

function isIdentifier(text: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(text)
}
