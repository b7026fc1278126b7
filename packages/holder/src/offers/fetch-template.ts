import { parseTemplate, type Template } from '@velum/credential'
import { HolderError } from '../holder-error.ts'

/** Fetches the template that a credential names, from its issuer and from nowhere else: an address elsewhere would
 *  tell a stranger who receives what. The caller compares its digest with the credential's.
 *  Throws HolderError 'template-unavailable' | 'template-mismatch', CredentialError 'template-invalid'. */
export async function fetchTemplate(options: {
  readonly url: string
  readonly issuerUrl: string
  readonly fetch: typeof globalThis.fetch
}): Promise<Template> {
  const { url, issuerUrl, fetch } = options
  if (!URL.canParse(url) || new URL(url).origin !== new URL(issuerUrl).origin) {
    throw new HolderError(
      'template-mismatch',
      'The credential names a template that is not at its issuer, so it was not kept; ask the issuer about it.',
    )
  }
  return parseTemplate(await fetchJson(url, fetch))
}

async function fetchJson(url: string, fetch: typeof globalThis.fetch): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    })
    if (!response.ok) throw new TypeError(`status ${response.status}`)
    return await response.json()
  } catch (cause) {
    throw new HolderError(
      'template-unavailable',
      'The issuer does not serve the template of this credential, so it could not be checked; try again later.',
      { cause },
    )
  }
}
