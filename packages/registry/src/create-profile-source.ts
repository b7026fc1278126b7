import type { ProfileSource } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import type { Address } from './address.ts'
import type { Chain } from './chain.ts'

/** The profiles that issuers published for their templates. An issuer without an identity on this chain has none. */
export function createProfileSource(chain: Pick<Chain, 'deployment' | 'trustRegistry'>): ProfileSource {
  return {
    async profiles({ issuer, templateHash }) {
      const identity = identityOnChain(issuer, chain.deployment.chainId)
      if (identity === undefined) return { current: undefined, published: [] }
      const template = { identity, templateHash }
      const [current, published] = await Promise.all([
        chain.trustRegistry.template(template),
        chain.trustRegistry.profiles(template),
      ])
      return { current: current?.profileHash, published: published.map(({ profile }) => profile) }
    },
  }
}

function identityOnChain(did: string, chainId: number): Address | undefined {
  if (!did.startsWith('did:ethr:')) return undefined
  const parts = parseEthrDid(did)
  return parts.chainId === chainId ? parts.address : undefined
}
