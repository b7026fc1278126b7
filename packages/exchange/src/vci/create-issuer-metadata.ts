import { preAuthorizedCodeGrantIdentifier } from '@openid4vc/oauth2'
import type { CredentialSuite, LocalizedText, Template } from '@velum/credential'
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
  /** In which suites; each makes configurations of its own, and bound templates have `bbs-2023` alone. */
  readonly suites?: readonly CredentialSuite[]
}): IssuerDocuments {
  const { issuerUrl, name, templates, batchSize, suites = ['bbs-2023'] } = options
  return {
    credentialIssuer: {
      credential_issuer: issuerUrl,
      credential_endpoint: `${issuerUrl}/credential`,
      nonce_endpoint: `${issuerUrl}/nonce`,
      ...(templates.some(isBound) ? { velum_binding_endpoint: `${issuerUrl}/binding` } : {}),
      ...(batchSize > 1 ? { batch_credential_issuance: { batch_size: batchSize } } : {}),
      display: display(name),
      credential_configurations_supported: Object.fromEntries(
        templates.flatMap((template) =>
          suites
            .filter((suite) => suite === 'bbs-2023' || !isBound(template))
            .map((suite) => [configurationId({ ...template, suite }), describeTemplate(template, suite)]),
        ),
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

const contexts: Readonly<Record<CredentialSuite, readonly string[]>> = {
  'bbs-2023': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/velum/credential/v1'],
  BbsBlsSignature2020: [
    'https://www.w3.org/2018/credentials/v1',
    'https://w3id.org/security/bbs/v1',
    'https://w3id.org/velum/credential/v1',
  ],
}

function describeTemplate(template: Template, suite: CredentialSuite): Record<string, unknown> {
  const required = template.schema.required ?? []
  return {
    format: 'ldp_vc',
    scope: configurationId({ ...template, suite }),
    credential_signing_alg_values_supported: [suite],
    ...(isBound(template) ? boundProof : keyProof),
    credential_definition: {
      '@context': contexts[suite],
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
