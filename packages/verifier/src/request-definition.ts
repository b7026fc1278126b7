import { type LocalizedText, type Template, vocabularyIri } from '@velum/credential'
import { type CredentialQuery, claimName, createQuery, type DcqlQuery } from '@velum/exchange'
import type { Requirement } from './requirement.ts'
import type { Transaction, TransactionOf } from './transaction.ts'
import { VerifierError } from './verifier-error.ts'

/** Something that a service asks its visitors to show. */
export interface RequestDefinition {
  /** Why, in words for the person who decides. The wallet shows it as the service's own statement. */
  readonly purpose: LocalizedText
  /** What, in DCQL. `askFor` writes the usual query. */
  readonly query: DcqlQuery
  /** What must be proved beside: `[pseudonym('account'), escrow(authorityId)]`. */
  readonly requires?: readonly Requirement[]
  /** What an escrowed answer is about: the same for every visitor, or made when one starts, from the `reference` that the
   *  page names. A page can choose among a service's texts; it cannot write one that the service then signs. */
  readonly transaction?: Transaction | TransactionOf
  /** Whether the wallet may be on another device, by QR code. By default not where escrow is required: a code can be relayed,
   *  and would put somebody else's session before the visitor. */
  readonly crossDevice?: boolean
  /** Path of the page on the service's own origin that shows the outcome. */
  readonly resultPage: string
  /** `false` sends an unsigned request, whose host wallets show as unproved. Signed by default. */
  readonly signed?: boolean
}

/** The query for one credential of a template: claims that must be shown, and claims that may be. Of a credential with a
 *  binding none need be shown: what is required of its holder may be enough.
 *  Throws VerifierError 'unknown-claim', ExchangeError 'query-malformed' | 'too-many-optional-claims'. */
export function askFor(
  template: Template,
  wish: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): DcqlQuery {
  const statements = template.binding === undefined ? [] : [{ type: 'possession' } as const]
  const query = createQuery([{ id: template.name, types: [typeOf(template)], statements, ...wish }])
  checkQuery(query, [template])
  return query
}

/** Refuses a query that no credential of the trusted templates could ever answer.
 *  Throws VerifierError 'unknown-template' | 'unknown-claim'. */
export function checkQuery(query: DcqlQuery, templates: readonly Template[]): void {
  for (const credential of query.credentials) {
    const candidates = templates.filter((template) => asksForTemplate(credential, template))
    if (candidates.length === 0)
      throw new VerifierError(
        'unknown-template',
        `The question "${credential.id}" asks for a type of credential that no trusted template has.`,
      )
    for (const name of (credential.claims ?? []).map(claimName))
      if (name !== undefined && !candidates.some(({ schema }) => Object.hasOwn(schema.properties, name)))
        throw new VerifierError(
          'unknown-claim',
          `The question "${credential.id}" asks for "${name}", which no trusted template has.`,
        )
  }
}

/** Whether credentials of a template have the type that a query asks for. */
export function asksForTemplate(query: CredentialQuery, template: Template): boolean {
  const types = new Set([typeOf(template), 'https://www.w3.org/2018/credentials#VerifiableCredential'])
  return query.meta.type_values.some((wanted) => wanted.every((type) => types.has(type)))
}

function typeOf(template: Template): string {
  return vocabularyIri(template.type)
}
