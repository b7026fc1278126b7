import type { DidResolver } from '@velum/did'
import {
  type Chain,
  createAuthoritySource,
  createProfileSource,
  createScopeSource,
  createStatusSource,
} from '@velum/registry'
import type { Vault } from '@velum/vault'
import { createCredentials } from './credentials/create-credentials.ts'
import { createDids } from './dids/create-dids.ts'
import { createHistory } from './history/create-history.ts'
import { createOfferAcceptance } from './offers/create-offer-acceptance.ts'
import { inspectOffer } from './offers/inspect-offer.ts'
import { createOpenings } from './openings/create-openings.ts'
import { createRecords } from './records/create-records.ts'
import { answerRequest } from './requests/answer-request.ts'
import { inspectRequest } from './requests/inspect-request.ts'
import type { Wallet } from './wallet.ts'
import type { WalletWorld } from './wallet-world.ts'

export interface WalletOptions {
  /** Open; the wallet neither opens nor locks it. */
  readonly vault: Vault
  readonly chain: Chain
  readonly resolver: DidResolver
  readonly fetch: typeof fetch
  readonly now: () => Date
  /** Cryptographically random bytes. */
  readonly random: (length: number) => Uint8Array
}

/** Makes the wallet that an open vault holds. Asks nobody anything yet. */
export function createWallet(options: WalletOptions): Wallet {
  const { vault, chain, fetch } = options
  const world: WalletWorld = {
    ...options,
    statusSource: createStatusSource({ chain, fetch }),
    authoritySource: createAuthoritySource(chain),
    profileSource: createProfileSource(chain),
    scopeSource: createScopeSource(chain),
  }
  return {
    inspectOffer: (link) => inspectOffer(world, link),
    ...createOfferAcceptance(world),
    inspectRequest: (link) => inspectRequest(world, link),
    answerRequest: (answer) => answerRequest(world, answer),
    credentials: createCredentials(world),
    records: createRecords(world),
    history: createHistory(world),
    openings: createOpenings(world),
    dids: createDids(world),
    subscribe: (listener) =>
      vault.subscribe((event) => {
        if (event === 'changed') listener()
      }),
  }
}
