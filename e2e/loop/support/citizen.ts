import 'fake-indexeddb/auto'
import { createDidResolver } from '@velum/did'
import { type AnswerOutcome, createWallet, type RequestView, type Wallet } from '@velum/holder'
import { connectChain, type Deployment } from '@velum/registry'
import { createIndexedDbStorage, createVault } from '@velum/vault'
import { browserFetch } from './browser-fetch.ts'
import { type CityHall, random } from './city-hall.ts'

let databases = 0

export interface CitizenOptions {
  readonly deployment: Deployment
  /** Stands between the wallet and the network. */
  readonly through?: (send: typeof fetch) => typeof fetch
}

/** A new wallet as it runs in a browser at http://localhost:4030. */
export async function citizen({ deployment, through = (send) => send }: CitizenOptions): Promise<Wallet> {
  const send = through(browserFetch('http://localhost:4030'))
  const chain = connectChain({ deployment, fetch: send })
  const { chainId, contracts } = deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider: chain.provider }
  const vault = await createVault({
    storage: createIndexedDbStorage({ databaseName: `citizen-${++databases}` }),
    passphrase: 'correct horse battery',
    argon2: { memoryKiB: 8, iterations: 1, parallelism: 1 },
  })
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
