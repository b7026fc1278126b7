import { DcqlQuery as Dcql } from 'dcql'
import { ExchangeError } from '../exchange-error.ts'

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

/** Parses a query from outside. Refuses what a wallet of this profile could only ignore: an ignored part of
 *  a query would make the holder consent to something else than what was asked.
 *  Throws ExchangeError 'query-malformed' | 'query-not-supported' | 'statement-not-supported'. */
export function parseQuery(json: unknown): DcqlQuery {
  refuseStatements(json)
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
  return query as unknown as DcqlQuery
}

/** The name of the claim that a path selects, or undefined for what a derived credential shows anyway. */
export function claimName(claim: ClaimQuery): string | undefined {
  return claim.path[0] === 'credentialSubject' ? (claim.path[1] as string) : undefined
}

function isAnswerable(path: readonly unknown[]): boolean {
  if (path[0] === 'credentialSubject')
    return path.length === 2 && typeof path[1] === 'string' && !isInherited(path[1])
  return alwaysShown.has(path[0] as string)
}

/** Whether every JavaScript object answers to a name. `dcql` finds a claim "constructor" in every credential. */
function isInherited(name: string): boolean {
  return name in Object.prototype
}

/** `meta.statements` asks for proofs about hidden values. The parser of `dcql` drops them unseen. */
function refuseStatements(json: unknown): void {
  const credentials = (json as { credentials?: unknown } | null)?.credentials
  if (!Array.isArray(credentials)) return
  for (const credential of credentials)
    if (credential?.meta?.statements !== undefined)
      throw new ExchangeError(
        'statement-not-supported',
        'The request asks for a proved statement, which credentials without a binding cannot give.',
      )
}

function notSupported(what: string): ExchangeError {
  return new ExchangeError('query-not-supported', `The request asks for ${what}, which is not supported.`)
}
