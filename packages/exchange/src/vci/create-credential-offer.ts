import { preAuthorizedCodeGrantIdentifier } from '@openid4vc/oauth2'
import type { CredentialOffer } from './credential-offer.ts'

/** The offer as the issuer serves it under the address that the link names. (OpenID4VCI 1.0 §4.1.1) */
export function createCredentialOffer(offer: CredentialOffer): Readonly<Record<string, unknown>> {
  const { txCode } = offer
  return {
    credential_issuer: offer.issuerUrl,
    credential_configuration_ids: offer.configurationIds,
    grants: {
      [preAuthorizedCodeGrantIdentifier]: {
        'pre-authorized_code': offer.preAuthorizedCode,
        ...(txCode === undefined
          ? {}
          : {
              tx_code: {
                input_mode: txCode.inputMode,
                ...(txCode.length === undefined ? {} : { length: txCode.length }),
                ...(txCode.description === undefined ? {} : { description: txCode.description }),
              },
            }),
      },
    },
  }
}
