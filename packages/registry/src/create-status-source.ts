import type { StatusSource } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import type { Chain } from './chain.ts'
import { statusListId } from './status-list-id.ts'

/** A list of 131,072 bits is 16 kB before compression; its credential is far below this. */
const maxListBytes = 262_144
const timeoutMs = 10_000

export interface StatusSourceOptions {
  chain: Pick<Chain, 'statusRegistry'>
  /** Asks the issuers for their lists. */
  fetch: typeof fetch
}

/** Status lists from their issuers, anchors from the chain. Neither learns which credential is meant. */
export function createStatusSource({ chain, fetch }: StatusSourceOptions): StatusSource {
  return {
    async fetchList(url) {
      const response = await fetch(url, {
        headers: { accept: 'application/vc+ld+json, application/vc, application/json' },
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        // A stored copy would still be anchored by its hash, yet it may be older than the newest anchor.
        cache: 'no-cache',
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok) throw new TypeError(`The issuer answers for its status list with ${response.status}.`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (bytes.length > maxListBytes) throw new TypeError('The status list is larger than any list may be.')
      return bytes
    },
    readAnchor: ({ issuer, listUrl }) =>
      chain.statusRegistry.read({ identity: parseEthrDid(issuer).address, listId: statusListId(listUrl) }),
  }
}
