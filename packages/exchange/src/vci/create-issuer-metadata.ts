import { preAuthorizedCodeGrantIdentifier } from '@openid4vc/oauth2'
import type { LocalizedText, Template } from '@velum/credential'
import { configurationId } from './configuration-id.ts'
import { bindingProofAlgorithm, bindingProofType } from './velum-binding-proof.ts'

/** The two documents below `.well-known` that describe an issuer. */
export interface IssuerDocuments {
  /** `/.well-known/openid-credential-issuer` */
  readonly credentialIssuer: Readonly<Record<string, unknown>>
  /** `/.well-known/oauth-authorization-server` */
  readonly authorizationServer: Readonly<Record<string, unknown>>
}

/** Describes an issuer and the templates that it issues, with names in English and Chinese.
 *  A proof of type jwt is asked for although the credential names no key: it shows that the request is
 *  fresh, and the specification offers proofs only beside a binding method. (OpenID4VCI 1.0 §12.2.4) */
export function createIssuerMetadata(options: {
  readonly issuerUrl: string
  readonly name: LocalizedText
  readonly templates: readonly Template[]
  readonly batchSize: number
}): IssuerDocuments {
  const { issuerUrl, name, templates, batchSize } = options
  return {
    credentialIssuer: {
      credential_issuer: issuerUrl,
      credential_endpoint: `${issuerUrl}/credential`,
      nonce_endpoint: `${issuerUrl}/nonce`,
      ...(templates.some(isBound) ? { velum_binding_endpoint: `${issuerUrl}/binding` } : {}),
      ...(batchSize > 1 ? { batch_credential_issuance: { batch_size: batchSize } } : {}),
      display: display(name),
      credential_configurations_supported: Object.fromEntries(
        templates.map((template) => [configurationId(template), describeTemplate(template)]),
      ),
    },
    authorizationServer: {
      issuer: issuerUrl,
      token_endpoint: `${issuerUrl}/token`,
      grant_types_supported: [preAuthorizedCodeGrantIdentifier],
      token_endpoint_auth_methods_supported: ['none'],
      'pre-authorized_grant_anonymous_access_supported': true,
    },
  }
}

const keyProof = {
  cryptographic_binding_methods_supported: ['did:key'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
}

/** Secrets bind, not a key; so there is no proof of type jwt to choose instead. */
const boundProof = {
  cryptographic_binding_methods_supported: [bindingProofAlgorithm],
  proof_types_supported: {
    [bindingProofType]: { proof_signing_alg_values_supported: [bindingProofAlgorithm] },
  },
}

function isBound(template: Template): boolean {
  return 'binding' in template
}

function describeTemplate(template: Template): Record<string, unknown> {
  const required = template.schema.required ?? []
  return {
    format: 'ldp_vc',
    scope: configurationId(template),
    credential_signing_alg_values_supported: ['bbs-2023'],
    ...(isBound(template) ? boundProof : keyProof),
    credential_definition: {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/velum/credential/v1'],
      type: ['VerifiableCredential', template.type],
    },
    credential_metadata: {
      display: display(template.title),
      claims: template.order.map((claim) => ({
        path: ['credentialSubject', claim],
        mandatory: required.includes(claim),
        display: display(template.labels[claim] ?? { en: claim, zh: claim }),
      })),
    },
  }
}

function display(text: LocalizedText): { readonly name: string; readonly locale: string }[] {
  return [
    { name: text.en, locale: 'en' },
    { name: text.zh, locale: 'zh' },
  ]
}
