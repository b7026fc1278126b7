import { preAuthorizedCodeGrantIdentifier } from '@openid4vc/oauth2'
import type { AccessToken } from './access-token.ts'
import { callIssuer } from './call-issuer.ts'
import type { CredentialOffer } from './credential-offer.ts'
import type { IssuerMetadata } from './issuer-metadata.ts'
import { refuse } from './refusal.ts'
import { openVciClient } from './vci-client.ts'

/** Spends the offer's code for an access token. A wrong transaction code may be corrected and sent again;
 *  after a success the offer is used up, also when the answer got lost.
 *  Throws ExchangeError 'tx-code-missing', 'tx-code-wrong', 'offer-expired', 'offer-used', 'offer-locked',
 *  'grant-refused' (an issuer that does not say which) or 'issuer-unreachable'. (OpenID4VCI 1.0 §6) */
export async function requestToken(options: {
  readonly offer: CredentialOffer
  readonly metadata: IssuerMetadata
  readonly txCode?: string
  readonly fetch: typeof fetch
  readonly now: () => Date
}): Promise<AccessToken> {
  const { offer, metadata, txCode } = options
  if (offer.txCode && !txCode) throw refuse('tx-code-missing')
  const client = openVciClient({ fetch: options.fetch })
  const { accessTokenResponse } = await callIssuer('token', () =>
    client.retrievePreAuthorizedCodeAccessTokenFromOffer({
      credentialOffer: {
        credential_issuer: offer.issuerUrl,
        credential_configuration_ids: [...offer.configurationIds],
        grants: {
          [preAuthorizedCodeGrantIdentifier]: {
            'pre-authorized_code': offer.preAuthorizedCode,
            ...(offer.authorizationServer === undefined
              ? {}
              : { authorization_server: offer.authorizationServer }),
          },
        },
      },
      issuerMetadata: metadata.resolved,
      ...(offer.txCode && txCode ? { txCode } : {}),
    }),
  )
  const seconds = accessTokenResponse.expires_in
  return {
    value: accessTokenResponse.access_token,
    ...(seconds === undefined ? {} : { expiresAt: new Date(options.now().getTime() + seconds * 1000) }),
  }
}
