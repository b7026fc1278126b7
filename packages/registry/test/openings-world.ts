import { createHash, randomBytes } from 'node:crypto'
import type { Account, Chain } from '@velum/registry'
import { newAccount } from './accounts.ts'
import { rules } from './rules.ts'

export const some = (length: number) => Uint8Array.from(randomBytes(length))
export const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest())
/** Has a compressed point's length and flags; the contract looks at no more. */
export const somePoint = () => Uint8Array.from([0x80 | 0x01, ...randomBytes(47)])

/** Coins for accounts that send for themselves. Only a local node gives them. */
export async function fund(chain: Chain, accounts: readonly Account[]): Promise<void> {
  for (const { address } of accounts) {
    await chain.provider.request({ method: 'anvil_setBalance', params: [address, '0x3635c9adc5dea00000'] })
  }
}

/** The next block is this many seconds later. */
export async function later(chain: Chain, seconds: number): Promise<void> {
  await chain.provider.request({ method: 'evm_increaseTime', params: [seconds] })
  await chain.provider.request({ method: 'evm_mine' })
}

/** Blocks until everything up to now is final. */
export async function finalise(chain: Chain): Promise<void> {
  for (let i = 0; i < 3; i++) await chain.provider.request({ method: 'evm_mine' })
}

export interface AppointOptions {
  chain: Chain
  /** Pays for what anybody may send. */
  account: Account
  trustees?: number
  threshold?: number
  delaySeconds?: number
}

/** An authority with an epoch, whose trustees can pay. */
export async function appoint({
  chain,
  account,
  trustees: count = 5,
  threshold = 3,
  delaySeconds = 0,
}: AppointOptions) {
  const trustees = Array.from({ length: count }, newAccount)
  await fund(chain, trustees)
  const { openingRegistry } = chain
  const { id } = await openingRegistry.registerAuthority({
    account,
    salt: some(32),
    trustees: trustees.map(({ address }) => address),
    threshold,
    name: 'Harbour Oversight',
    rules: { ...rules, delaySeconds },
  })
  const publish = async (epoch: number, ceremony?: number) => {
    const content = {
      id,
      ...(ceremony !== undefined && { ceremony }),
      epoch,
      key: somePoint(),
      verificationShares: trustees.map(somePoint),
      dkgHash: some(32),
    }
    const signatures = await Promise.all(
      trustees.map((trustee) => openingRegistry.signEpoch({ ...content, account: trustee })),
    )
    await openingRegistry.publishEpoch({ ...content, signatures, account })
  }
  await publish(1)
  return { id, trustees, publish }
}
