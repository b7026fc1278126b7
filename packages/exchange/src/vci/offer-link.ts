/** The link that opens a wallet at an offer. The address of the offer stands in the fragment, which a
 *  browser sends to nobody. With an empty wallet address it is the scheme link of the specification. */
export function offerLink(options: { readonly walletUrl?: string; readonly offerUri: string }): string {
  const query = `credential_offer_uri=${encodeURIComponent(options.offerUri)}`
  if (options.walletUrl === undefined) return `openid-credential-offer://?${query}`
  return `${options.walletUrl.replace(/\/+$/, '')}/#/offer?${query}`
}
