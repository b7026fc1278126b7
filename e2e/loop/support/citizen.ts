import 'fake-indexeddb/auto'
import { createDidResolver } from '@velum/did'
import {
  type AnswerOutcome,
  createWallet,
  type ReceivedCredential,
  type RequestView,
  type Wallet,
} from '@velum/holder'
import { connectChain, type Deployment } from '@velum/registry'
import { createIndexedDbStorage, createVault, restoreVault, type Vault } from '@velum/vault'
import { browserFetch } from './browser-fetch.ts'
import { type CityHall, random } from './city-hall.ts'

const passphrase = 'correct horse battery'
let databases = 0

export interface CitizenOptions {
  readonly deployment: Deployment
  /** Stands between the wallet and the network. */
  readonly through?: (send: typeof fetch) => typeof fetch
}

/** A new wallet as it runs in a browser at http://localhost:4030. */
export async function citizen(options: CitizenOptions): Promise<Wallet> {
  return (await citizenWithVault(options)).wallet
}

/** The same, with the vault in it and a way to move to another device. */
export async function citizenWithVault(options: CitizenOptions) {
  const vault = await createVault({
    storage: createIndexedDbStorage({ databaseName: `citizen-${++databases}` }),
    passphrase,
    argon2: { memoryKiB: 8, iterations: 1, parallelism: 1 },
  })
  return {
    vault,
    wallet: walletOn(options, vault),
    /** A wallet on a new device, filled from a backup that was made now. */
    async moveToNewDevice() {
      const storage = createIndexedDbStorage({ databaseName: `citizen-${++databases}` })
      const restored = await restoreVault({ storage, backup: await vault.exportBackup(), passphrase })
      return walletOn(options, restored)
    },
  }
}

function walletOn({ deployment, through = (send) => send }: CitizenOptions, vault: Vault): Wallet {
  const send = through(browserFetch('http://localhost:4030'))
  const chain = connectChain({ deployment, fetch: send })
  const { chainId, contracts } = deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider: chain.provider }
  const resolver = createDidResolver({ networks: [network], fetch: send })
  return createWallet({ vault, chain, resolver, fetch: send, now: () => new Date(), random })
}

/** Accepts a new offer; returns the issuer's id of it. */
export async function collect(wallet: Wallet, { offer }: CityHall): Promise<string> {
  const { id, link, txCode } = await offer()
  const view = await wallet.inspectOffer(link('http://localhost:4030'))
  await wallet.acceptOffer({ view, txCode })
  return id
}

/** Accepts a new offer of a bound credential, and confirms the record that goes with it. */
export async function collectBound(
  wallet: Wallet,
  { offer }: CityHall,
  options: { readonly publish?: boolean } = {},
): Promise<ReceivedCredential | undefined> {
  const { link, txCode } = await offer()
  const view = await wallet.inspectOffer(link('http://localhost:4030'))
  const { toConfirm } = await wallet.acceptOffer({ view, txCode })
  if (toConfirm === undefined) throw new TypeError('there is no record to confirm')
  const { publish = false } = options
  return (await wallet.confirmBinding({ view: toConfirm, publish })).credentials[0]
}

/** Answers with the best credential. */
export function answer(
  wallet: Wallet,
  view: RequestView,
  optionalClaims: readonly string[] = [],
): Promise<AnswerOutcome> {
  const selection = Object.fromEntries(
    view.queries.map(({ queryId, candidates }) => [
      queryId,
      { credentialId: candidates[0]?.credential.id ?? '', optionalClaims },
    ]),
  )
  return wallet.answerRequest({ view, selection })
}
