import { clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { Openid4vciClient } from '@openid4vc/openid4vci'
import { ExchangeError } from '../exchange-error.ts'
import { permitLoopbackHttp, requireSecureUrl } from '../secure-url.ts'
import { signProof } from './key-proof.ts'
import type { ProofKey } from './proof-key.ts'

/** An issuer that has not answered by then counts as unreachable. */
const patienceMilliseconds = 20_000

/** The library's client with our network rules. `keys` sign the proofs of possession, found by their DID. */
export function openVciClient(options: {
  readonly fetch: typeof fetch
  readonly keys?: readonly ProofKey[]
}): Openid4vciClient {
  permitLoopbackHttp()
  const refuse = (what: string) => () => {
    throw new ExchangeError('grant-not-supported', `The issuer asks for ${what}, which is not supported.`)
  }
  return new Openid4vciClient({
    callbacks: {
      fetch: guardedFetch(options.fetch),
      signJwt: (signer, jwt) => signProof({ signer, jwt, keys: options.keys ?? [] }),
      clientAuthentication: clientAuthenticationAnonymous(),
      hash: refuse('a bound authorization code'),
      generateRandom: refuse('a bound authorization code'),
    },
  })
}

/** Refuses insecure addresses, follows no redirect with a secret in hand and gives up after a while. */
export function guardedFetch(fetchIt: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    requireSecureUrl(url)
    try {
      return await fetchIt(input, {
        ...init,
        redirect: init?.method === 'POST' ? 'error' : 'follow',
        signal: AbortSignal.timeout(patienceMilliseconds),
      })
    } catch (cause) {
      throw new ExchangeError(
        'issuer-unreachable',
        `The issuer at ${new URL(url).host} does not answer. Check the connection and try again.`,
        { cause },
      )
    }
  }
}
