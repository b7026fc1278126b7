import type { LocalizedText } from '@velum/credential'
import type { DidResolver } from '@velum/did'
import { ExchangeError } from '../exchange-error.ts'
import { type AuthorizationRequest, purposeMember, type VerifiedParty } from './authorization-request.ts'
import { type DcqlQuery, parseQuery, statementsOf } from './dcql-query.ts'
import { fetchRequestObject } from './fetch-request-object.ts'
import { isReadable } from './readable-text.ts'
import { linkParameters } from './request-link.ts'
import { readRequestMembers } from './request-members.ts'
import { type OpenedRequest, openRequestObject } from './request-object.ts'
import { requireTimely } from './request-time.ts'
import { parseTransactionData, type Transaction } from './transaction.ts'

/** Longer texts would push what the holder must decide about off the screen. */
const maxTextLength = 500

/** Parses the link that opened the wallet, fetches the request it names and checks who signed it.
 *  Throws ExchangeError. Does not check that the wallet can answer the query. */
export async function parseAuthorizationRequest(options: {
  readonly link: string
  readonly fetch: typeof globalThis.fetch
  readonly resolver: DidResolver
  readonly now: () => Date
}): Promise<AuthorizationRequest> {
  const { fetch, resolver, now } = options
  const parameters = linkParameters(options.link)
  const opened = await open(parameters, { fetch, resolver, now })
  const members = readRequestMembers(opened.payload)

  // RFC 9101 §5.2: the identifier in the link and the one in the request object are one and the same.
  if (parameters.get('client_id') !== members.clientId)
    throw new ExchangeError('request-mismatch', 'The link and the request name different services.')

  const name = clientName(members.clientMetadata)
  const purpose = localizedText(opened.payload[purposeMember])
  const query = parseQuery(members.dcqlQuery)
  const transaction = readTransaction(members.transactionData, query)
  const request: AuthorizationRequest = {
    clientId: members.clientId,
    verified: verifiedParty(members, opened),
    ...(name && { name }),
    ...(purpose && { purpose }),
    nonce: members.nonce,
    ...(members.state !== undefined && { state: members.state }),
    responseUri: members.responseUri,
    query,
    ...(transaction && { transaction }),
    cryptosuites: formatValues(members.clientMetadata, 'cryptosuite_values'),
    proofTypes: formatValues(members.clientMetadata, 'proof_type_values'),
    ...(opened.issuedAt && { issuedAt: opened.issuedAt }),
    ...(opened.expiresAt && { expiresAt: opened.expiresAt }),
  }
  requireTimely(request, now())
  return request
}

/** Only what a bound credential proves can take up a transaction, so every credential that confirms it is asked for a
 *  statement. */
function readTransaction(data: unknown, query: DcqlQuery): Transaction | undefined {
  if (data === undefined) return undefined
  const ids = query.credentials.map(({ id }) => id)
  const transaction = parseTransactionData(data, ids)
  const confirming = query.credentials.filter(({ id }) => transaction.queryIds.includes(id))
  if (confirming.some((credential) => statementsOf(credential).length === 0))
    throw new ExchangeError(
      'query-not-supported',
      'The request is about a transaction, which credentials without a binding cannot confirm.',
    )
  return transaction
}

/** What the verifier says that it can verify (OpenID4VP 1.0 §11.1 and appendix B.1.3.2). */
function formatValues(
  metadata: Record<string, unknown>,
  member: 'cryptosuite_values' | 'proof_type_values',
): string[] {
  const formats = metadata.vp_formats_supported as { ldp_vc?: Record<string, unknown> } | undefined
  const values = formats?.ldp_vc?.[member]
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
}

async function open(
  parameters: URLSearchParams,
  world: { fetch: typeof globalThis.fetch; resolver: DidResolver; now: () => Date },
): Promise<OpenedRequest> {
  const requestUri = parameters.get('request_uri')
  const requestObject = parameters.get('request')
  if (requestUri !== null && requestObject !== null)
    throw new ExchangeError('request-malformed', 'The link holds a request and the address of another one.')
  if (requestUri !== null)
    return openRequestObject({
      ...world,
      requestObject: await fetchRequestObject({ requestUri, fetch: world.fetch }),
    })
  if (requestObject !== null) return openRequestObject({ ...world, requestObject })
  return { payload: byValue(parameters) }
}

/** A request whose members are the link's own parameters; those that are JSON are parsed. */
function byValue(parameters: URLSearchParams): Record<string, unknown> {
  const json = new Set(['dcql_query', 'client_metadata', 'transaction_data', purposeMember])
  return Object.fromEntries(
    [...parameters].map(([name, text]) => [name, json.has(name) ? parseJson(text) : text]),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ExchangeError('request-malformed', 'A member of the request is not valid JSON.', { cause })
  }
}

function verifiedParty(
  members: { readonly clientId: string; readonly responseUri: string },
  opened: OpenedRequest,
): VerifiedParty {
  const prefix = 'decentralized_identifier:'
  const did = members.clientId.startsWith(prefix) ? members.clientId.slice(prefix.length) : undefined
  if (did !== opened.signedBy)
    throw new ExchangeError(
      'request-signature-invalid',
      did === undefined
        ? 'The request is signed, yet names a service that has no key.'
        : 'The request is not signed by the service it names.',
    )
  if (did === undefined) {
    // OpenID4VP 1.0 §5.9.3: the identifier is the address itself, so nobody can claim to be another.
    if (members.clientId !== `redirect_uri:${members.responseUri}`)
      throw new ExchangeError('request-mismatch', 'The answer would go elsewhere than the request says.')
    return { by: 'none', host: new URL(members.responseUri).host }
  }
  return { by: 'did', did, host: decodeURIComponent(did.split(':')[2] as string) }
}

/** `client_name` with language tags, as RFC 7591 §2.2 writes them. */
function clientName(metadata: Record<string, unknown>): LocalizedText | undefined {
  const plain = metadata.client_name
  return localizedText({
    en: metadata['client_name#en'] ?? plain,
    zh: metadata['client_name#zh'] ?? metadata['client_name#zh-Hans'] ?? plain,
  })
}

function localizedText(value: unknown): LocalizedText | undefined {
  const { en, zh } = (value ?? {}) as Record<string, unknown>
  const fallback = en ?? zh
  if (fallback === undefined) return undefined
  const text = { en: en ?? fallback, zh: zh ?? fallback }
  if (![text.en, text.zh].every((part) => isReadable(part, maxTextLength)))
    throw new ExchangeError('request-malformed', 'A text for people in the request is not usable.')
  return text as LocalizedText
}
