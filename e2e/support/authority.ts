import { randomBytes } from 'node:crypto'
import { createAuthority } from '@velum/authority'
import { type Account, type AuthorityRules, type Chain, createAccount } from '@velum/registry'

const random = (length: number) => Uint8Array.from(randomBytes(length))

export type TestAuthority = Awaited<ReturnType<typeof startAuthority>>

export interface AuthorityOptions {
  readonly chain: Chain
  /** Of the account that deployed the contracts: it accredits, and it pays. */
  readonly fundedSecretKey: Uint8Array
  readonly name?: string
  readonly trustees?: number
  readonly threshold?: number
  /** Those of a local stack by default, without a delay. */
  readonly rules?: Partial<AuthorityRules>
}

const defaultRules: AuthorityRules = {
  delaySeconds: 0,
  lifetimeSeconds: 3_600,
  quota: 20,
  quotaPeriodSeconds: 86_400,
  retentionSeconds: 365 * 86_400,
}

/** An opening authority on the chain, recognised and with its first epoch. */
export async function startAuthority(options: AuthorityOptions) {
  const { chain, fundedSecretKey, name = 'Harbourtown Court', trustees = 3, threshold = 2 } = options
  const account = createAccount(fundedSecretKey)
  const accounts = Array.from({ length: trustees }, () => createAccount(random(32)))
  const { id } = await chain.openingRegistry.registerAuthority({
    account,
    salt: random(32),
    trustees: accounts.map(({ address }) => address),
    threshold,
    name,
    rules: { ...defaultRules, ...options.rules },
  })
  const until = new Date(Date.now() + 365 * 86_400_000)
  await chain.trustRegistry.recogniseAuthority({ account, id, until })
  const first = await publishEpoch({ chain, account, accounts, id, epoch: 1, threshold })
  const current = { epoch: 1, ...first }
  return {
    id,
    name,
    trustees,
    threshold,
    /** The trustees' accounts, in the order of their shares. */
    accounts,
    /** The newest epoch with the shares of its key. */
    current,
    /** Generates and publishes the next epoch's key. */
    async renew(): Promise<void> {
      const epoch = current.epoch + 1
      const made = await publishEpoch({ chain, account, accounts, id, epoch, threshold })
      Object.assign(current, { epoch, ...made })
    },
    /** Ends its recognition. */
    withdraw: () => chain.trustRegistry.withdrawAuthority({ account, id }),
  }
}

async function publishEpoch(options: {
  readonly chain: Chain
  readonly account: Account
  readonly accounts: readonly Account[]
  readonly id: string
  readonly epoch: number
  readonly threshold: number
}) {
  const { chain, account, accounts, id, epoch, threshold } = options
  const made = createAuthority({ trustees: accounts.length, threshold, random })
  const { publicKey: key, verificationShares, dkgHash, shares } = made
  const content = { id, epoch, key, verificationShares, dkgHash }
  const signatures: Uint8Array[] = []
  for (const trustee of accounts) {
    signatures.push(await chain.openingRegistry.signEpoch({ ...content, account: trustee }))
  }
  await chain.openingRegistry.publishEpoch({ ...content, signatures, account })
  return { key, shares }
}
