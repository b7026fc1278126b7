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
  /** DIDs. */
  readonly trustedIssuers: readonly string[]
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
  if (namesSomebodyElse(definition, templates))
    refuse(
      'requires a pseudonym of one question and escrow of another, which two people can answer. ' +
        'Require both of one question, or `sameHolder()` beside them.',
    )
  const [one, other] = indistinctQuestions(options) ?? []
  if (one !== undefined && other !== undefined)
    refuse(
      `requires the same holder of "${one.id}" and "${other.id}", which one credential can answer both. ` +
        'Ask for different templates, trust two issuers, or ask both for a claim in which they differ.',
    )
  if (definition.transaction !== undefined && escrows === 0)
    refuse('names a transaction, which needs `escrow(authority)` beside it.')
  if (escrows > 0 && !keepsEvidence)
    throw new VerifierError(
      'evidence-missing',
      `The request "${name}" requires escrow, and nothing would keep what an opening needs. ` +
        'Set `evidence: {store, key, retentionSeconds}`.',
    )
}

/** Whether the pseudonym could be one person's and the sealed name another's. */
function namesSomebodyElse(
  { query, requires = [] }: RequestDefinition,
  templates: readonly Template[],
): boolean {
  if (requires.some(({ type }) => type === 'same-holder')) return false
  const questionsOf = (wanted: Requirement['type']) =>
    requires
      .filter(({ type }) => type === wanted)
      .flatMap((requirement) => targetsOf(requirement, query, templates).map(({ id }) => id))
  const sealed = questionsOf('escrow')
  return sealed.length > 0 && questionsOf('pseudonym').some((id) => !sealed.includes(id))
}

/** Two questions of same-holder whose answers nothing could tell from one credential and its copy: of one template and one issuer,
 *  without a claim that both show. */
function indistinctQuestions({
  definition: { query, requires = [] },
  templates,
  trustedIssuers,
}: {
  readonly definition: RequestDefinition
  readonly templates: readonly Template[]
  readonly trustedIssuers: readonly string[]
}): readonly CredentialQuery[] | undefined {
  const requirement = requires.find(({ type }) => type === 'same-holder')
  if (requirement === undefined || trustedIssuers.length > 1) return undefined
  const questions = targetsOf(requirement, query, templates)
  const claimsOf = ({ claims = [] }: CredentialQuery) => claims.map(({ path }) => path.join('/'))
  const areIndistinct = (one: CredentialQuery, other: CredentialQuery) =>
    templates.filter((template) => asksForTemplate(one, template) || asksForTemplate(other, template))
      .length < 2 && !claimsOf(one).some((claim) => claimsOf(other).includes(claim))
  return questions
    .flatMap((one, position) => questions.slice(position + 1).map((other) => [one, other] as const))
    .find(([one, other]) => areIndistinct(one, other))
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
