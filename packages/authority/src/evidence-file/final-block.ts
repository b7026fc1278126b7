import type { Chain } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import type { ChainSnapshot } from './chain-snapshot.ts'

/** The newest block that no reorganisation takes back. Throws AuthorityError 'nothing-final' while there is none, and what the node
 *  throws. */
export async function readFinalBlock({ provider }: Pick<Chain, 'provider'>): Promise<ChainSnapshot['block']> {
  const asked = { method: 'eth_getBlockByNumber', params: ['finalized', false] }
  const found = (await provider.request(asked)) as { number: string; hash: string; timestamp: string } | null
  if (!found)
    throw new AuthorityError('nothing-final', 'No block of this chain is final yet. Ask again later.')
  return {
    number: Number(found.number),
    hash: found.hash,
    at: new Date(Number(found.timestamp) * 1000),
  }
}
