export type WalletLinkKind = 'offer' | 'request' | 'sign-in'

const kindOfParameter: Readonly<Record<string, WalletLinkKind>> = {
  credential_offer_uri: 'offer',
  credential_offer: 'offer',
  request_uri: 'request',
  request: 'request',
  dcql_query: 'request',
  challenge_uri: 'sign-in',
}

/** What a scanned, pasted or opened text is: a credential offer, a request, a sign-in, or (undefined) none of these.
 *  Looks at the form only: at the parameters, wherever the link carries them and whatever opens it. */
export function recogniseLink(text: string): WalletLinkKind | undefined {
  const link = text.trim()
  if (!/^[a-z][a-z0-9+.-]*:/i.test(link)) return undefined
  for (const part of link.split('#')) {
    const question = part.indexOf('?')
    if (question < 0) continue
    for (const name of new URLSearchParams(part.slice(question + 1)).keys()) {
      const kind = Object.hasOwn(kindOfParameter, name) ? kindOfParameter[name] : undefined
      if (kind !== undefined) return kind
    }
  }
  return undefined
}
