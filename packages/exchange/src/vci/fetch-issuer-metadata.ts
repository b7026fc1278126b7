import type { CredentialSuite, LocalizedText } from '@velum/credential'
import { ExchangeError } from '../exchange-error.ts'
import { requireSecureUrl } from '../secure-url.ts'
import { callIssuer } from './call-issuer.ts'
import type { ClaimDescription, CredentialConfiguration, IssuerMetadata } from './issuer-metadata.ts'
import { openVciClient } from './vci-client.ts'
import { bindingProofType } from './velum-binding-proof.ts'

/** Fetches what an issuer and its authorization server say about themselves.
 *  Throws ExchangeError 'issuer-unreachable', 'issuer-metadata-invalid' or 'insecure-url'. The names are the
 *  issuer's own word: nothing here proves who it is. (OpenID4VCI 1.0 §12.2) */
export async function fetchIssuerMetadata(options: {
  readonly issuerUrl: string
  readonly fetch: typeof fetch
}): Promise<IssuerMetadata> {
  requireSecureUrl(options.issuerUrl)
  const client = openVciClient({ fetch: options.fetch })
  const resolved = await callIssuer('metadata', () => client.resolveIssuerMetadata(options.issuerUrl))
  const issuer = resolved.credentialIssuer
  const configurations = Object.entries(issuer.credential_configurations_supported).map(
    ([id, configuration]) => [id, readConfiguration(id, configuration)] as const,
  )
  if (configurations.length === 0) {
    throw new ExchangeError('issuer-metadata-invalid', 'The issuer names no kind of credential.')
  }
  return {
    issuerUrl: issuer.credential_issuer,
    name: localize(issuer.display, new URL(issuer.credential_issuer).host),
    batchSize: issuer.batch_credential_issuance?.batch_size ?? 1,
    configurations: Object.fromEntries(configurations),
    ...readBindingEndpoint(issuer.velum_binding_endpoint),
    resolved,
  }
}

function readBindingEndpoint(url: unknown): { readonly bindingEndpoint?: string } {
  return typeof url === 'string' ? { bindingEndpoint: requireSecureUrl(url).href } : {}
}

function readConfiguration(id: string, configuration: Record<string, unknown>): CredentialConfiguration {
  const metadata = asRecord(configuration.credential_metadata)
  const types = asRecord(configuration.credential_definition).type
  return {
    id,
    format: String(configuration.format),
    suite: readSuite(configuration.credential_signing_alg_values_supported),
    title: localize(metadata.display ?? configuration.display, id),
    types: Array.isArray(types) ? types.map(String) : [],
    bound: Object.hasOwn(asRecord(configuration.proof_types_supported), bindingProofType),
    claims: asArray(metadata.claims ?? configuration.claims).flatMap(readClaim),
  }
}

/** An issuer that does not say is taken at what comes: it is checked. */
function readSuite(algorithms: unknown): CredentialSuite | undefined {
  const suites: readonly CredentialSuite[] = ['bbs-2023', 'BbsBlsSignature2020']
  if (algorithms === undefined) return 'bbs-2023'
  return suites.find((suite) => asArray(algorithms).includes(suite))
}

function readClaim(claim: unknown): ClaimDescription[] {
  const { path, mandatory, display } = asRecord(claim)
  const name = asArray(path).at(-1)
  if (typeof name !== 'string') return []
  return [{ name, mandatory: mandatory === true, label: localize(display, name) }]
}

/** The English and the Chinese of a list of display entries; each stands in for the other. */
function localize(display: unknown, fallback: string): LocalizedText {
  const entries = asArray(display).map(asRecord)
  const inLanguage = (language: string) =>
    entries.find(({ locale }) => typeof locale === 'string' && locale.toLowerCase().startsWith(language))
      ?.name
  const any = entries[0]?.name ?? fallback
  return { en: String(inLanguage('en') ?? any), zh: String(inLanguage('zh') ?? any) }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
