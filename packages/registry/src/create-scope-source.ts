import type { ScopeSource } from '@velum/credential'
import type { Chain } from './chain.ts'

/** Which services share which scope of pseudonyms. */
export function createScopeSource(chain: Pick<Chain, 'trustRegistry'>): ScopeSource {
  return { contains: (of) => chain.trustRegistry.isInScope(of) }
}
