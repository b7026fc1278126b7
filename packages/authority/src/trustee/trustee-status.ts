import type { Address, AuthorityRules, Chain } from '@velum/registry'
import { isUnderWay, keptCeremonies } from './ceremony-records.ts'
import { readFolderAddress } from './own-folder.ts'
import { listShares } from './share-store.ts'
import { standingOf } from './trustee-context.ts'

export interface StatusOptions {
  readonly chain: Chain
  readonly folder: string
  readonly now: () => Date
  /** A trustee that did nothing on chain for so long counts as not seen. */
  readonly seenWithinSeconds: number
}

export interface SeenTrustee {
  readonly trustee: number
  readonly address: Address
  /** When it did anything on chain last; undefined when it never did. */
  readonly seen?: Date
  readonly lately: boolean
}

export interface TrusteeStatus {
  readonly address: Address
  /** What the account can pay with, in the chain's smallest unit. */
  readonly balance: bigint
  readonly authority: {
    readonly id: string
    readonly name: string
    readonly threshold: number
    /** The current one; 0 before the first key. */
    readonly epoch: number
    readonly rules: AuthorityRules
  }
  /** The account's number; undefined while it has none. */
  readonly trustee: number | undefined
  /** Of the current epoch. `held`: whether a share of its newest revision is in the folder. */
  readonly share: { readonly revision: number; readonly held: boolean } | undefined
  /** The key generation or refresh under way. `unfinished`: this folder has a part in one that it has not brought to an end. */
  readonly ceremony: { readonly ceremony: number; readonly epoch: number; readonly by: number } | undefined
  readonly unfinished: boolean
  readonly trustees: readonly SeenTrustee[]
  /** Whether enough trustees were seen lately to open anything. */
  readonly enough: boolean
}

/** How the authority of a folder stands, and this trustee in it. Needs no passphrase. Throws AuthorityError as every reading of a folder
 *  that belongs to no authority. */
export async function trusteeStatus(options: StatusOptions): Promise<TrusteeStatus> {
  const { chain, folder, now, seenWithinSeconds } = options
  const address = await readFolderAddress(folder)
  const { id, authority, trustee } = await standingOf(chain, folder, address)
  const { openingRegistry } = chain
  const [signs, ceremonies, key, balance] = await Promise.all([
    openingRegistry.signsOfLife(id),
    openingRegistry.ceremonies(id, { blocks: 'newest' }),
    openingRegistry.epochKey(id),
    chain.provider.request({ method: 'eth_getBalance', params: [address, 'latest'] }),
  ])
  const since = now().getTime() - seenWithinSeconds * 1000
  const trustees = authority.trustees.map((one, i) => {
    const seen = signs.get(i + 1)
    return { trustee: i + 1, address: one, ...(seen && { seen }), lately: (seen?.getTime() ?? 0) >= since }
  })
  const shares = await listShares(folder)
  const isCurrent = ({ label }: (typeof shares)[number]) =>
    label.epoch === key?.epoch && label.revision === key.revision && label.trustee === trustee
  const live = ceremonies.find(isUnderWay)
  const { name, threshold, epoch, rules } = authority
  return {
    ...{ address, trustee, trustees },
    balance: BigInt(balance as string),
    authority: { id, name, threshold, epoch, rules },
    share: key && { revision: key.revision, held: shares.some(isCurrent) },
    ceremony: live && { ceremony: live.ceremony, epoch: live.epoch, by: live.by },
    unfinished: (await keptCeremonies(folder)).length > 0,
    enough: trustees.filter(({ lately }) => lately).length >= threshold,
  }
}
