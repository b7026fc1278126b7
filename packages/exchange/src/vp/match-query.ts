import { type Credential, typeIris } from '@velum/credential'
import { DcqlQuery as Dcql, type DcqlCredential } from 'dcql'
import { ExchangeError } from '../exchange-error.ts'
import { type CredentialQuery, claimName, type DcqlQuery } from './dcql-query.ts'

/** A credential of the wallet, as the query sees it. */
export interface QueryableCredential {
  /** The wallet's own name for it; comes back in the candidates. */
  readonly id: string
  /** The credential's JSON, whole. */
  readonly credential: object
}

/** What the wallet can answer to one credential query. */
export interface QueryMatch {
  readonly queryId: string
  /** Names of claims that every answer contains, in the order of the query. */
  readonly required: readonly string[]
  /** Names of claims that the holder may leave out. */
  readonly optional: readonly string[]
  /** Credentials that can answer; empty when none can. */
  readonly candidates: readonly Candidate[]
  /** Credentials of the type asked for that cannot answer, and the claims each lacks. */
  readonly unsuitable: readonly { readonly credentialId: string; readonly missing: readonly string[] }[]
}

/** One credential that can answer one query. */
export interface Candidate {
  readonly credentialId: string
  /** Optional claims that this credential has. The others cannot be chosen. */
  readonly available: readonly string[]
  /** Every combination of claim names that answers the query, the verifier's preference first. */
  readonly answers: readonly (readonly string[])[]
}

/** Finds which credentials can answer a query, and with which claims. Does not check that they are valid. */
export function matchQuery(options: {
  readonly query: DcqlQuery
  readonly credentials: readonly QueryableCredential[]
}): QueryMatch[] {
  const { query, credentials } = options
  const result = Dcql.query(
    query as unknown as Dcql.Output,
    credentials.map(({ credential }) => queryable(credential)),
  )
  return query.credentials.map((credentialQuery) => {
    const answers = answerSets(credentialQuery)
    const { required, optional } = splitClaims(answers)
    const match = result.credential_matches[credentialQuery.id]
    const named = <T extends { input_credential_index: number }>(entry: T) =>
      (credentials[entry.input_credential_index] as QueryableCredential).id

    const candidates = (match?.valid_credentials ?? []).map((entry): Candidate => {
      const held = claimsHeld(credentialQuery, entry.claims.valid_claims)
      return {
        credentialId: named(entry),
        available: optional.filter((name) => held.has(name)),
        answers: answers.filter((answer) => answer.every((name) => held.has(name))),
      }
    })
    const unsuitable = (match?.failed_credentials ?? [])
      .filter((entry) => entry.meta.success && !entry.claims.success)
      .map((entry) => {
        const held = claimsHeld(credentialQuery, entry.claims.valid_claims)
        const smallest = answers.at(-1) ?? []
        return { credentialId: named(entry), missing: smallest.filter((name) => !held.has(name)) }
      })
    return { queryId: credentialQuery.id, required, optional, candidates, unsuitable }
  })
}

/** The claims to disclose when the holder grants these optional ones, in the order of the query.
 *  Throws ExchangeError 'selection-not-allowed' when the query has no such combination. */
export function chooseClaims(options: {
  readonly match: QueryMatch
  readonly credentialId: string
  readonly optional: readonly string[]
}): readonly string[] {
  const { match, credentialId, optional } = options
  const candidate = match.candidates.find((entry) => entry.credentialId === credentialId)
  const wanted = new Set([...match.required, ...optional])
  const answer = candidate?.answers.find(
    (names) => names.length === wanted.size && names.every((name) => wanted.has(name)),
  )
  if (answer === undefined)
    throw new ExchangeError(
      'selection-not-allowed',
      'The service does not accept this combination of facts. Choose another one.',
    )
  return answer
}

/** Every combination of claim names that answers a query, the verifier's preference first. */
export function answerSets(query: CredentialQuery): string[][] {
  const claims = query.claims ?? []
  const sets = query.claim_sets ?? [undefined]
  return sets.map((ids) =>
    claims
      .filter((claim) => ids === undefined || (claim.id !== undefined && ids.includes(claim.id)))
      .map(claimName)
      .filter((name) => name !== undefined),
  )
}

function splitClaims(answers: readonly (readonly string[])[]): { required: string[]; optional: string[] } {
  const names = [...new Set(answers.flat())]
  const required = names.filter((name) => answers.every((answer) => answer.includes(name)))
  return { required, optional: names.filter((name) => !required.includes(name)) }
}

function claimsHeld(
  query: CredentialQuery,
  valid: readonly { readonly claim_index: number }[] | undefined,
): Set<string | undefined> {
  return new Set(
    (valid ?? []).map(({ claim_index }) => {
      const claim = query.claims?.[claim_index]
      return claim && claimName(claim)
    }),
  )
}

/** A credential as `dcql` reads it. Claims padded with an empty text count as absent. */
export function queryable(credential: object): DcqlCredential {
  const { type, credentialSubject, ...rest } = credential as Record<string, unknown>
  const subject = Object.entries((credentialSubject ?? {}) as object).filter(([, value]) => value !== '')
  return {
    credential_format: 'ldp_vc',
    type: typeIris(credential as Credential),
    claims: { ...rest, type, credentialSubject: Object.fromEntries(subject) } as never,
    cryptographic_holder_binding: true,
  }
}
