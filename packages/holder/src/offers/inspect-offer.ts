import { fetchIssuerMetadata, parseConfigurationId, parseCredentialOffer } from '@velum/exchange'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { OfferView } from './offer-view.ts'

/** Reads an offer and asks its issuer what it is about.
 *  Throws ExchangeError, and HolderError 'offer-not-supported' for credentials of another format. */
export async function inspectOffer({ fetch }: WalletWorld, link: string): Promise<OfferView> {
  const offer = await parseCredentialOffer({ link, fetch })
  const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
  const offered = offer.configurationIds.map((configurationId) => {
    const configuration = metadata.configurations[configurationId]
    if (configuration?.format !== 'ldp_vc' || configuration.suite === undefined) {
      throw new HolderError(
        'offer-not-supported',
        'This offer is of a kind of credential that this wallet does not keep; ask the issuer for a W3C credential.',
      )
    }
    const template = parseConfigurationId(configurationId)
    const { title, claims, suite, bound } = configuration
    return { configurationId, ...(template && { template }), title, suite, bound, claims }
  })
  return {
    issuer: { name: metadata.name, host: new URL(metadata.issuerUrl).host, url: metadata.issuerUrl },
    offered,
    ...(offer.txCode && { txCode: offer.txCode }),
    offer,
    metadata,
  }
}
