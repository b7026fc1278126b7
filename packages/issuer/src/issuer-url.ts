import { IssuerError } from './issuer-error.ts'

/** Checks an issuer's address and takes off a slash at its end.
 *  Throws IssuerError 'url-invalid': https (http on this machine), without query and fragment. */
export function requireIssuerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const local = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1' || url?.hostname === '[::1]'
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && local)
  if (!url || !secure || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new IssuerError(
      'url-invalid',
      'The address must be https (http only for localhost), without query and fragment.',
    )
  }
  return url.href.replace(/\/+$/, '')
}
