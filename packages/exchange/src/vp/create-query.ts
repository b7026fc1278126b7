import { ExchangeError } from '../exchange-error.ts'
import { type DcqlQuery, parseQuery } from './dcql-query.ts'
import type { RequestedStatement } from './requested-statement.ts'

/** More would make the list of combinations unreadable: it doubles with each. */
const maxOptionalClaims = 5

/** What a verifier wants of one credential, by claim names. */
export interface CredentialWish {
  /** Names the answer; letters, digits, `_` and `-`. */
  readonly id: string
  /** Expanded type IRIs that must all be present. */
  readonly types: readonly string[]
  /** May be empty beside statements: then nothing is shown but what every credential of its kind shows. */
  readonly required: readonly string[]
  readonly optional?: readonly string[]
  /** What the credential, a bound one, must prove beside its claims. */
  readonly statements?: readonly RequestedStatement[]
}

/** Builds a DCQL query. Optional claims become `claim_sets`: every combination of them, each with all the
 *  required ones, the fullest first (OpenID4VP 1.0 §6.4.1). So any standard wallet may leave any of them out.
 *  Throws ExchangeError 'query-malformed' | 'query-not-supported' | 'statement-malformed' | 'too-many-optional-claims'. */
export function createQuery(wishes: readonly CredentialWish[]): DcqlQuery {
  return parseQuery({ credentials: wishes.map(credentialQuery) })
}

function credentialQuery({ id, types, required, optional = [], statements = [] }: CredentialWish): object {
  if (required.length === 0 && (optional.length > 0 || statements.length === 0))
    throw new ExchangeError('query-malformed', 'A query needs at least one required claim.')
  if (optional.length > maxOptionalClaims)
    throw new ExchangeError(
      'too-many-optional-claims',
      `A query takes at most ${maxOptionalClaims} optional claims. Ask for fewer, or ask twice.`,
    )
  const names = [...required, ...optional]
  if (new Set(names).size !== names.length)
    throw new ExchangeError('query-malformed', 'A query names the same claim twice.')
  return {
    id,
    format: 'ldp_vc',
    meta: { type_values: [types], ...(statements.length > 0 && { statements }) },
    ...(names.length > 0 && {
      claims: names.map((name) => ({ id: name, path: ['credentialSubject', name] })),
    }),
    ...(optional.length > 0 && {
      claim_sets: subsets(optional).map((chosen) => [...required, ...chosen]),
    }),
  }
}

/** All subsets, larger ones first; among equals, those with earlier members first. */
function subsets(items: readonly string[]): string[][] {
  let sets: string[][] = [[]]
  for (const item of items) sets = sets.flatMap((set) => [[...set, item], set])
  return sets.sort((a, b) => b.length - a.length)
}
