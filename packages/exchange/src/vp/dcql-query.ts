import { DcqlQuery as Dcql } from 'dcql'
import { ExchangeError } from '../exchange-error.ts'
import { parseStatements, type RequestedStatement } from './requested-statement.ts'

/** A DCQL query over `ldp_vc` credentials (OpenID4VP 1.0 §6), reduced to what this profile asks and answers. */
export interface DcqlQuery {
  readonly credentials: readonly [CredentialQuery, ...CredentialQuery[]]
}

/** One credential that a verifier asks for. */
export interface CredentialQuery {
  /** Names the answer in `vp_token`; letters, digits, `_` and `-`. */
  readonly id: string
  readonly format: 'ldp_vc'
  readonly meta: {
    /** Alternatives; each lists expanded type IRIs that must all be present. */
    readonly type_values: readonly (readonly string[])[]
    /** What a bound credential must prove beside its claims; ours, not DCQL's. */
    readonly statements?: readonly RequestedStatement[]
  }
  readonly claims?: readonly ClaimQuery[]
  /** Combinations of claim ids, in the verifier's order of preference. Claims in every one are required. */
  readonly claim_sets?: readonly (readonly string[])[]
  readonly require_cryptographic_holder_binding?: boolean
}

/** One claim, by its path from the root of the credential. */
export interface ClaimQuery {
  readonly id?: string
  readonly path: readonly [string, ...(string | number | null)[]]
  /** When present, only these values match. */
  readonly values?: readonly (string | number | boolean)[]
}

/** Members that every derived credential shows, so that asking for them discloses nothing more. */
const alwaysShown = new Set([
  '@context',
  'type',
  'issuer',
  'validFrom',
  'validUntil',
  'credentialSchema',
  'credentialStatus',
])

/** The claim of every bound credential that says so. Always shown. */
const boundMarker = 'bound'

/** The hidden claim that ties a bound credential to its binding. Whoever saw it could follow its holder. */
const bindingLink = 'binding'

/** Parses a query from outside. Refuses what a wallet of this profile could only ignore: an ignored part of
 *  a query would make the holder consent to something else than what was asked.
 *  Throws ExchangeError 'query-malformed' | 'query-not-supported' | 'statement-not-supported' | 'statement-malformed'. */
export function parseQuery(json: unknown): DcqlQuery {
  const statements = readStatements(json)
  let query: Dcql
  try {
    query = Dcql.parse(json as Dcql.Input)
    Dcql.validate(query)
  } catch (cause) {
    throw new ExchangeError('query-malformed', 'The request has no valid DCQL query.', { cause })
  }
  if (query.credential_sets !== undefined) throw notSupported('alternatives between credentials')
  for (const credential of query.credentials) {
    if (credential.format !== 'ldp_vc') throw notSupported(`the credential format ${credential.format}`)
    if (isInherited(credential.id)) throw notSupported('a question of such a name')
    if (credential.multiple) throw notSupported('several credentials for one question')
    for (const claim of credential.claims ?? [])
      if (!('path' in claim) || !isAnswerable(claim.path)) throw notSupported('a claim at such a path')
  }
  const [first, ...others] = (query as unknown as DcqlQuery).credentials.map((credential, position) =>
    withStatements(credential, statements[position]),
  )
  const parsed: DcqlQuery = { ...query, credentials: [first as CredentialQuery, ...others] }
  refuseContradictions(parsed)
  return parsed
}

/** The statements that a credential query asks for; none for most. */
export function statementsOf(query: CredentialQuery): readonly RequestedStatement[] {
  return query.meta.statements ?? []
}

/** Whether any credential of a query must prove something beside its claims. */
export function asksForStatements(query: DcqlQuery): boolean {
  return query.credentials.some((credential) => statementsOf(credential).length > 0)
}

/** The name of the claim that a path selects, or undefined for what a derived credential shows anyway. */
export function claimName(claim: ClaimQuery): string | undefined {
  const [root, name] = claim.path
  return root === 'credentialSubject' && name !== boundMarker ? (name as string) : undefined
}

function isAnswerable(path: readonly unknown[]): boolean {
  if (path[0] === 'credentialSubject')
    return (
      path.length === 2 && typeof path[1] === 'string' && path[1] !== bindingLink && !isInherited(path[1])
    )
  return alwaysShown.has(path[0] as string)
}

/** Whether every JavaScript object answers to a name. `dcql` finds a claim "constructor" in every credential. */
function isInherited(name: string): boolean {
  return name in Object.prototype
}

/** `meta.statements` of each credential query, by position. The parser of `dcql` would drop them unseen. */
function readStatements(json: unknown): (RequestedStatement[] | undefined)[] {
  const credentials = (json as { credentials?: unknown } | null)?.credentials
  if (!Array.isArray(credentials)) return []
  return credentials.map((credential) => {
    const statements = credential?.meta?.statements
    return statements === undefined ? undefined : parseStatements(statements)
  })
}

function withStatements(
  credential: CredentialQuery,
  statements: readonly RequestedStatement[] | undefined,
): CredentialQuery {
  const { type_values } = credential.meta
  return { ...credential, meta: { type_values, ...(statements && { statements }) } }
}

/** A presentation has one authority, and its same-holder proof covers every binding in it. */
function refuseContradictions({ credentials }: DcqlQuery): void {
  const asked = credentials.map(statementsOf).filter((list) => list.length > 0)
  const authorities = asked.flat().filter((statement) => statement.type === 'escrow')
  if (new Set(authorities.map(({ authority, epoch }) => `${authority} ${epoch}`)).size > 1)
    throw notSupported('several authorities, or several epochs of one, at once')

  const together = asked.filter((list) => list.some(({ type }) => type === 'same-holder'))
  if (together.length > 0 && (together.length < 2 || together.length < asked.length))
    throw notSupported(
      'a same-holder proof of less than two credentials, or not of all that must prove something',
    )
}

function notSupported(what: string): ExchangeError {
  return new ExchangeError('query-not-supported', `The request asks for ${what}, which is not supported.`)
}
