/** `fetch` as a page of `origin` has it: what another origin does not allow is withheld from it, although a simple
 *  request has arrived there. (Fetch §3.2; only as far as wallets go) */
export function browserFetch(origin: string): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    const headers = new Headers(init.headers)
    headers.set('origin', origin)
    if (!isSimple(init.method ?? 'GET', headers)) await preflight(url, init.method ?? 'GET', headers)
    const response = await fetch(input, { ...init, headers })
    if (!allows(response, origin)) throw new TypeError('Failed to fetch')
    return response
  }
}

const simpleTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
const simpleHeaders = ['accept', 'accept-language', 'content-language', 'content-type', 'origin']

function isSimple(method: string, headers: Headers): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim()
  return (
    ['GET', 'HEAD', 'POST'].includes(method.toUpperCase()) &&
    [...headers.keys()].every((name) => simpleHeaders.includes(name)) &&
    (type === undefined || simpleTypes.includes(type))
  )
}

async function preflight(url: URL, method: string, headers: Headers): Promise<void> {
  const origin = headers.get('origin') ?? ''
  const asked = [...headers.keys()].filter(
    (name) => name !== 'origin' && !(simpleHeaders.includes(name) && name !== 'content-type'),
  )
  const answer = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': asked.join(','),
    },
  })
  const allowed = (answer.headers.get('access-control-allow-headers') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const covered = asked.every(
    (name) => allowed.includes(name) || (allowed.includes('*') && name !== 'authorization'),
  )
  if (!answer.ok || !allows(answer, origin) || !covered) throw new TypeError('Failed to fetch')
}

function allows(response: Response, origin: string): boolean {
  const allowed = response.headers.get('access-control-allow-origin')
  return allowed === '*' || allowed === origin
}
