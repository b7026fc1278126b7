import { ExchangeError } from '../exchange-error.ts'

/** What a verifier asks to have proved of one bound credential beside its claims: `meta.statements` of a credential
 *  query. Whatever is asked, possession is proved. */
export type RequestedStatement =
  /** The one who shows the credential holds the secrets that it was issued to. */
  | { readonly type: 'possession' }
  /** A name by which this service alone recognises the holder. */
  | {
      readonly type: 'pseudonym'
      /** What the name is for, in the verifier's words for itself: letters, digits, `.`, `_` and `-`, 64 at most. */
      readonly label: string
      /** A scope that several services share by the trust registry; `0x` and 64 hexadecimal digits in lower case. */
      readonly scope?: string
    }
  /** The holder's registration point, sealed for an authority under the key of one epoch. */
  | {
      readonly type: 'escrow'
      /** `0x` and 64 hexadecimal digits in lower case. */
      readonly authority: string
      readonly epoch: number
    }
  /** All credentials of the answer were issued to the same secrets. */
  | { readonly type: 'same-holder' }

/** More would hide what matters among the rest; a pseudonym each for a handful of purposes is plenty. */
const maxStatements = 8

type Members = Readonly<Record<string, unknown>>

/** Checks the members beside `type`; what is not named here is refused. */
const statementForms: Readonly<Record<RequestedStatement['type'], (members: Members) => boolean>> = {
  possession: (members) => hasOnly(members, []),
  pseudonym: ({ label, scope, ...rest }) =>
    isLabel(label) && (scope === undefined || isIdentifier(scope)) && hasOnly(rest, []),
  escrow: ({ authority, epoch, ...rest }) =>
    isIdentifier(authority) && Number.isSafeInteger(epoch) && (epoch as number) >= 0 && hasOnly(rest, []),
  'same-holder': (members) => hasOnly(members, []),
}

/** Reads the statements of one credential query as they came. What is unknown is refused by its name, never ignored.
 *  Throws ExchangeError 'statement-not-supported' | 'statement-malformed'. */
export function parseStatements(json: unknown): RequestedStatement[] {
  if (!Array.isArray(json) || json.length === 0 || json.length > maxStatements)
    throw malformed(`The statements of a query are a list of 1 to ${maxStatements}.`)
  const statements = json.map(parseStatement)
  if (new Set(statements.map(nameOf)).size !== statements.length)
    throw malformed('A query asks for the same statement twice.')
  return statements
}

function parseStatement(json: unknown): RequestedStatement {
  const { type, ...members } = (typeof json === 'object' && json !== null ? json : {}) as Members
  if (typeof type !== 'string') throw malformed('A statement of the request has no type.')
  if (!isStatementType(type))
    throw new ExchangeError(
      'statement-not-supported',
      `The request asks for a statement that is not known here${/^[\w-]{1,40}$/.test(type) ? `: ${type}` : ''}.`,
    )
  if (!statementForms[type](members))
    throw malformed(`A statement of type ${type} has a member that is missing, wrong or unknown.`)
  return { type, ...members } as RequestedStatement
}

function isStatementType(type: string): type is RequestedStatement['type'] {
  return Object.hasOwn(statementForms, type)
}

/** What may not be asked twice of one credential: a pseudonym for the same purpose, anything else at all. */
function nameOf(statement: RequestedStatement): string {
  return statement.type === 'pseudonym'
    ? `pseudonym ${statement.label} ${statement.scope ?? ''}`
    : statement.type
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)
}

function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)
}

function hasOnly(members: Members, names: readonly string[]): boolean {
  return Object.keys(members).every((name) => names.includes(name))
}

function malformed(message: string): ExchangeError {
  return new ExchangeError('statement-malformed', message)
}
