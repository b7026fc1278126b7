import { createAccount } from './account.ts'
import type { Address, Hex } from './address.ts'
import type { Chain } from './chain.ts'
import { createRateLimit } from './rate-limit.ts'
import { asRefusal } from './refusal.ts'
import { RegistryError } from './registry-error.ts'
import { answerProblem, answerWith, preflight, readJson } from './relayer-http.ts'
import { parseSignedChange, type SignedChange } from './signed-change.ts'
import { sendTransaction } from './transaction.ts'

export interface RelayerOptions {
  chain: Chain
  /** Of the funded account that pays, 32 bytes. One relayer an account: two would use the same nonces. */
  secretKey: Uint8Array
  /** The machine's clock by default. */
  now?: () => Date
  /** 60 by default. */
  changesPerIdentityAndHour?: number
  /** Of all identities together, since identities cost nothing to make; 1,000 by default. */
  changesPerHour?: number
}

/** Sends other people's signed changes and pays for them. POST a `SignedChange`, get `{transactionHash}`; or
 *  `{error, message, reason?}` with a code of RegistryError. GET tells who pays and for which contracts. */
export interface Relayer {
  /** Who pays. */
  address: Address
  handle(request: Request): Promise<Response>
}

const HOUR = 3600
const REMEMBERED = 1_000

/** Creates a relayer. It sends only what `parseSignedChange` accepts and what succeeds in a dry run; a change that
 *  is still waiting for its block is not sent twice. It does not hide who asks: put it behind a proxy that limits
 *  requests by network address. */
export function createRelayer(options: RelayerOptions): Relayer {
  const {
    chain,
    secretKey,
    now = () => new Date(),
    changesPerIdentityAndHour = 60,
    changesPerHour = 1_000,
  } = options
  const { deployment, provider } = chain
  const account = createAccount(secretKey)
  const perIdentity = createRateLimit({ limit: changesPerIdentityAndHour, windowSeconds: HOUR, now })
  const overall = createRateLimit({ limit: changesPerHour, windowSeconds: HOUR, now })
  const sent = new Map<Hex, Hex>()
  const inTurn = createQueue()

  async function waitingTransaction(change: SignedChange): Promise<Hex | undefined> {
    const transactionHash = sent.get(change.data)
    if (transactionHash === undefined) return undefined
    const found = await provider.request({ method: 'eth_getTransactionByHash', params: [transactionHash] })
    return (found as { blockHash: Hex | null } | null)?.blockHash === null ? transactionHash : undefined
  }

  async function dryRun({ contract, data }: SignedChange): Promise<void> {
    try {
      const call = { from: account.address, to: contract, data }
      await provider.request({ method: 'eth_call', params: [call, 'pending'] })
    } catch (error) {
      throw asRefusal(error)
    }
  }

  function countAgainstLimits(identity: Address): void {
    // After the dry run, so that nobody uses up the share of an identity that is not theirs.
    const seconds = perIdentity.take(identity) || overall.take('all')
    if (seconds > 0) {
      throw new RegistryError('too-many-changes', `Too many changes; try again in ${seconds} seconds.`, {
        cause: seconds,
      })
    }
  }

  async function relay(json: unknown): Promise<Hex> {
    const change = parseSignedChange(json, deployment)
    // One at a time: the next nonce is known when the transaction before it has reached the node.
    return inTurn(async () => {
      const waiting = await waitingTransaction(change)
      if (waiting !== undefined) return waiting
      await dryRun(change)
      countAgainstLimits(change.identity)
      const { contract: to, data } = change
      const transactionHash = await sendTransaction({
        provider,
        chainId: deployment.chainId,
        account,
        to,
        data,
      })
      remember(sent, data, transactionHash)
      return transactionHash
    })
  }

  return {
    address: account.address,
    async handle(request) {
      if (request.method === 'OPTIONS') return preflight()
      if (request.method === 'GET') {
        const { chainId, contracts } = deployment
        return answerWith(200, { address: account.address, chainId, contracts })
      }
      if (request.method !== 'POST') return answerWith(405, { error: 'invalid-change', message: 'Use POST.' })
      try {
        return answerWith(202, { transactionHash: await relay(await readJson(request)) })
      } catch (error) {
        return answerProblem(error)
      }
    },
  }
}

function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task)
    last = result.catch(() => undefined)
    return result
  }
}

function remember(sent: Map<Hex, Hex>, data: Hex, transactionHash: Hex): void {
  sent.set(data, transactionHash)
  const [oldest] = sent.keys()
  if (sent.size > REMEMBERED && oldest !== undefined) sent.delete(oldest)
}
