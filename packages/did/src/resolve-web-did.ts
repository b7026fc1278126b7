import type { Did } from './did.ts'
import type { DidDocument } from './did-document.ts'
import { DidError } from './did-error.ts'
import { parseWebDocument } from './parse-web-document.ts'

export interface ResolveWebDidOptions {
  did: Did
  fetch: typeof fetch
}

const MAX_BYTES = 256 * 1024
const TIMEOUT_MS = 10_000

/** Where the document of a did:web is. https, but for the host `localhost`, which nobody outside the machine can
 *  claim. Throws DidError 'invalid-did'; IP addresses are not allowed. (did:web §2.1) */
export function webDidUrl(did: Did): URL {
  const [host = '', ...path] = did.slice('did:web:'.length).split(':').map(decodeSegment)
  const [, name, port] = /^([a-z0-9-]+(?:\.[a-z0-9-]+)*)(:[0-9]{1,5})?$/i.exec(host) ?? []
  if (
    name === undefined ||
    /^[0-9.]+$/.test(name) ||
    path.some((segment) => !/^(?!\.+$)[\w.~-]+$/.test(segment))
  ) {
    throw new DidError('invalid-did', 'A did:web names a host, a port if need be, and plain path segments.')
  }
  const origin = `${name.toLowerCase() === 'localhost' ? 'http' : 'https'}://${name}${port ?? ''}`
  const file = path.length === 0 ? '/.well-known/did.json' : `/${path.join('/')}/did.json`
  const url = URL.canParse(file, origin) ? new URL(file, origin) : undefined
  // URLs write IP addresses in many ways, 0x7f000001 among them; what became of the name shows them all.
  if (url?.hostname !== name.toLowerCase()) {
    throw new DidError('invalid-did', 'This did:web has no valid host and port.')
  }
  return url
}

/** Fetches a did:web document. Redirects are not followed: the DID names the host that speaks. Throws DidError
 *  'did-not-found' (404 or 410), 'host-unreachable', 'invalid-document', 'invalid-did'. */
export async function resolveWebDid({ did, fetch }: ResolveWebDidOptions): Promise<DidDocument> {
  const url = webDidUrl(did)
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'application/did+ld+json, application/did+json, application/json' },
    })
    text = await readLimited(response)
  } catch (cause) {
    if (cause instanceof DidError) throw cause
    throw new DidError('host-unreachable', `The host of this DID (${url.host}) cannot be reached.`, { cause })
  }

  if (response.status === 404 || response.status === 410) {
    throw new DidError('did-not-found', `The host ${url.host} has no document for this DID.`)
  }
  if (!response.ok) {
    throw new DidError('host-unreachable', `The host ${url.host} answered with status ${response.status}.`)
  }
  return parseWebDocument(did, text)
}

async function readLimited(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value
    if (text.length > MAX_BYTES) {
      await reader?.cancel()
      throw new DidError('invalid-document', `The DID document is larger than ${MAX_BYTES} bytes.`)
    }
  }
  return text
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw new DidError('invalid-did', 'This did:web has a percent sign that encodes nothing.', { cause })
  }
}
