import { id as keccakOfText, zeroPadValue } from 'ethers'
import { type Address, parseAddress } from './address.ts'
import { dateOf } from './call-parameters.ts'
import type { ContractFunctions } from './contract-functions.ts'
import type { Blocks, ChainPlace } from './event-log.ts'

/** One change of a service's registration; the later one counts. */
export type VerifierChange = ChainPlace & {
  /** The full client id with its prefix. */
  clientId: string
  /** The accreditor. */
  by: Address
} & ({ kind: 'registered'; account: Address; until: Date } | { kind: 'withdrawn' })

/** One change of an issuer's accreditation; the later one counts. */
export type AccreditationChange = ChainPlace & {
  /** The issuer's address. */
  identity: Address
  /** The accreditor. */
  by: Address
} & ({ kind: 'accredited'; name: string; until: Date } | { kind: 'withdrawn' })

export interface TrustHistory {
  /** Every registration of a service and every withdrawal, oldest first; of all services where none is named. To the newest block by
   *  default. */
  verifierChanges(options?: { clientId?: string; blocks?: Blocks }): Promise<VerifierChange[]>
  /** Every accreditation of an issuer and every withdrawal, oldest first; of all issuers where none is named. */
  accreditationChanges(options?: { identity?: string; blocks?: Blocks }): Promise<AccreditationChange[]>
}

export function createTrustHistory({ events }: Pick<ContractFunctions, 'events'>): TrustHistory {
  return {
    async verifierChanges({ clientId, blocks } = {}) {
      const topic = clientId === undefined ? null : keccakOfText(clientId)
      const found = await events(['VerifierRegistered', 'VerifierWithdrawn'], [topic], blocks)
      return found.map(({ event: { name, args }, place }) => {
        const common = { ...place, clientId: args.clientId as string, by: parseAddress(args.by) }
        if (name === 'VerifierWithdrawn') return { ...common, kind: 'withdrawn' as const }
        const [account, until] = [parseAddress(args.account), dateOf(args.until)]
        return { ...common, kind: 'registered' as const, account, until }
      })
    },

    async accreditationChanges({ identity, blocks } = {}) {
      const topic = identity === undefined ? null : zeroPadValue(parseAddress(identity), 32)
      const found = await events(['IssuerAccredited', 'IssuerWithdrawn'], [topic], blocks)
      return found.map(({ event: { name, args }, place }) => {
        const common = { ...place, identity: parseAddress(args.identity), by: parseAddress(args.by) }
        if (name === 'IssuerWithdrawn') return { ...common, kind: 'withdrawn' as const }
        return {
          ...common,
          kind: 'accredited' as const,
          name: args.name as string,
          until: dateOf(args.until),
        }
      })
    },
  }
}
