import { parseTemplate, type Template } from '@velum/credential'
import { HolderError } from '../holder-error.ts'

/** Fetches the template that a credential names. The caller compares its digest with the credential's.
 *  Throws HolderError 'template-unavailable', CredentialError 'template-invalid'. */
export async function fetchTemplate(options: {
  readonly url: string
  readonly fetch: typeof globalThis.fetch
}): Promise<Template> {
  return parseTemplate(await fetchJson(options.url, options.fetch))
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
