import type { AuthoritySource } from '@velum/credential'
import type { Chain } from './chain.ts'

/** Opening authorities as the chain has them: recognised now, with the key of their newest final epoch. One whose recognition
 *  is over or withdrawn is as unknown as one that never was. A new key counts once it is final: what was sealed under one that
 *  a reorganisation took back, nobody could open. */
export function createAuthoritySource(
  chain: Pick<Chain, 'trustRegistry' | 'openingRegistry'>,
): AuthoritySource {
  return {
    async current(id) {
      // What stands in a request or a credential may be anything.
      if (!/^0x[0-9a-f]{64}$/.test(id)) return undefined
      const [recognition, authority, epoch] = await Promise.all([
        chain.trustRegistry.authority(id),
        chain.openingRegistry.authority(id),
        chain.openingRegistry.finalEpoch(id),
      ])
      if (recognition === undefined || authority === undefined || epoch === 0) return undefined
      const current = await chain.openingRegistry.epochKey(id, epoch)
      if (current === undefined) return undefined
      const { name, threshold, trustees } = authority
      return { id, name, threshold, trustees: trustees.length, epoch: current.epoch, key: current.key }
    },
  }
}
