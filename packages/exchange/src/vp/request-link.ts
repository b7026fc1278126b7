/** The link (and QR payload) that opens a wallet with a request kept at `requestUri`. The request travels
 *  in the fragment: it does not reach the wallet's server. */
export function createRequestLink(options: {
  readonly walletUrl: string
  readonly clientId: string
  readonly requestUri: string
}): string {
  const parameters = new URLSearchParams({ client_id: options.clientId, request_uri: options.requestUri })
  return walletLink(options.walletUrl, 'request', parameters)
}

/** The link that opens a wallet to sign in with a public DID. */
export function createSignInLink(options: {
  readonly walletUrl: string
  readonly challengeUri: string
}): string {
  return walletLink(
    options.walletUrl,
    'sign-in',
    new URLSearchParams({ challenge_uri: options.challengeUri }),
  )
}

/** The parameters of a link: after `#/route?` for a wallet on the web, after `?` for `openid4vp:` links. */
export function linkParameters(link: string): URLSearchParams {
  const fragment = link.split('#')[1]
  const source = fragment?.includes('?') ? fragment : (link.split('#')[0] as string)
  return new URLSearchParams(source.slice(source.indexOf('?') + 1))
}

function walletLink(walletUrl: string, route: string, parameters: URLSearchParams): string {
  return `${walletUrl.replace(/[/#]+$/, '')}/#/${route}?${parameters}`
}
