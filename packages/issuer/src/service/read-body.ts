import { refuse } from '@velum/exchange'

/** No request of a wallet is longer: eight proofs of a kilobyte each, or a registration with a certificate, and some room. */
const longestBody = 64 * 1024

/** Reads a body as JSON. Throws ExchangeError 'request-malformed' when it is none or too long. */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await readText(request))
  } catch (cause) {
    throw refuse('request-malformed', { cause })
  }
}

/** Reads a body of bounded length. Throws ExchangeError 'request-malformed'. */
export async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > longestBody) throw refuse('request-malformed')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
