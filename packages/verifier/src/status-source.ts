import type { StatusSource } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import { type Chain, statusListId } from '@velum/registry'

/** A list of 131,072 bits is 16 kB before compression; its credential is far below this. */
const maxListBytes = 262_144
const timeoutMs = 10_000

/** Status lists from their issuers, anchors from the chain. Neither learns which credential is meant. */
export function createStatusSource(options: {
  readonly chain: Chain
  readonly fetch: typeof globalThis.fetch
}): StatusSource {
  return {
    async fetchList(url) {
      const response = await options.fetch(url, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: 'application/vc+ld+json, application/vc, application/json' },
      })
      if (!response.ok)
        throw new TypeError(`The issuer answers for its status list with status ${response.status}.`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (bytes.length > maxListBytes) throw new TypeError('The status list is larger than any list may be.')
      return bytes
    },
    async readAnchor({ issuer, listUrl }) {
      return options.chain.statusRegistry.read({
        identity: parseEthrDid(issuer).address,
        listId: statusListId(listUrl),
      })
    },
  }
}
