import { preAuthorizedCodeGrantIdentifier } from '@openid4vc/oauth2'
import type { CredentialOfferObject } from '@openid4vc/openid4vci'
import { ExchangeError } from '../exchange-error.ts'
import { requireSecureUrl } from '../secure-url.ts'
import { callIssuer } from './call-issuer.ts'
import type { CredentialOffer } from './credential-offer.ts'
import { openVciClient } from './vci-client.ts'

/** Reads a credential offer from a link: a wallet link (`…/#/offer?credential_offer_uri=…`), an
 *  `openid-credential-offer://` link, or either with the offer inside (`credential_offer=…`).
 *  Asks the issuer only when the link holds an address of the offer.
 *  Throws ExchangeError 'offer-malformed', 'offer-not-found', 'offer-expired', 'offer-used', 'insecure-url',
 *  'grant-not-supported' or 'issuer-unreachable'. (OpenID4VCI 1.0 §4.1) */
export async function parseCredentialOffer(options: {
  readonly link: string
  readonly fetch: typeof fetch
}): Promise<CredentialOffer> {
  const query = offerParameters(options.link)
  const client = openVciClient({ fetch: options.fetch })
  const offer = await callIssuer('offer', () =>
    client.resolveCredentialOffer(`openid-credential-offer://?${query.toString()}`),
  )
  return simplify(offer)
}

/** Finds the two parameters of an offer in the query or in the fragment's query. */
function offerParameters(link: string): URLSearchParams {
  const trimmed = link.trim()
  const candidates = [trimmed.slice(trimmed.indexOf('?') + 1)]
  const fragment = trimmed.indexOf('#')
  if (fragment >= 0) {
    const inFragment = trimmed.slice(fragment + 1)
    candidates.unshift(inFragment.slice(inFragment.indexOf('?') + 1))
  }
  for (const candidate of candidates) {
    const parameters = new URLSearchParams(candidate)
    const uri = parameters.get('credential_offer_uri')
    const inline = parameters.get('credential_offer')
    if (uri) {
      requireSecureUrl(uri)
      return new URLSearchParams({ credential_offer_uri: uri })
    }
    if (inline) return new URLSearchParams({ credential_offer: encodeURIComponent(inline) })
  }
  throw new ExchangeError(
    'offer-malformed',
    'This link holds no credential offer. Ask the issuer for a new link or scan the code again.',
  )
}

function simplify(offer: CredentialOfferObject): CredentialOffer {
  requireSecureUrl(offer.credential_issuer)
  const grant = offer.grants?.[preAuthorizedCodeGrantIdentifier]
  const preAuthorizedCode = grant?.['pre-authorized_code']
  if (!grant || !preAuthorizedCode) {
    throw new ExchangeError(
      'grant-not-supported',
      'This offer asks for a sign-in at the issuer, which is not supported. Ask for an offer with a code.',
    )
  }
  if (offer.credential_configuration_ids.length === 0) {
    throw new ExchangeError(
      'offer-malformed',
      'This offer names no credential. Ask the issuer for a new one.',
    )
  }
  return {
    issuerUrl: offer.credential_issuer,
    configurationIds: offer.credential_configuration_ids,
    preAuthorizedCode,
    ...(grant.authorization_server === undefined ? {} : { authorizationServer: grant.authorization_server }),
    ...(grant.tx_code === undefined
      ? {}
      : {
          txCode: {
            inputMode: grant.tx_code.input_mode === 'text' ? 'text' : 'numeric',
            ...(grant.tx_code.length === undefined ? {} : { length: grant.tx_code.length }),
            ...(grant.tx_code.description === undefined ? {} : { description: grant.tx_code.description }),
          },
        }),
  }
}
