import type { Eip1193Provider } from '@velum/did'
import { getBytes, hexlify, Transaction, type TransactionLike } from 'ethers'
import type { Account } from './account.ts'
import type { Address, Hex } from './address.ts'
import { quantity } from './event-log.ts'
import { asRefusal } from './refusal.ts'
import { RegistryError } from './registry-error.ts'

export interface Receipt {
  transactionHash: Hex
  blockNumber: number
  blockHash: Hex
  gasUsed: number
}

export interface SendTransactionOptions {
  provider: Eip1193Provider
  chainId: number
  /** Signs and pays. */
  account: Account
  /** Absent: `data` creates a contract. */
  to?: Address
  data: Hex
  /** Absent: as the chain counts, including what waits to be mined. */
  nonce?: number
}

interface RpcReceipt {
  transactionHash: Hex
  blockNumber: Hex
  blockHash: Hex
  gasUsed: Hex
  status: Hex
  contractAddress: Hex | null
}

/** Dry-runs, signs and sends a transaction; returns its hash without waiting for a block. Throws RegistryError
 *  'change-refused' when the dry run reverts (nothing is sent then), 'payer-unfunded'. */
export async function sendTransaction(options: SendTransactionOptions): Promise<Hex> {
  const { provider, chainId, account, to, data } = options
  const call = { from: account.address, data, ...(to && { to }) }
  const gas = await refusable(provider.request({ method: 'eth_estimateGas', params: [call, 'pending'] }))
  const transaction = Transaction.from({
    chainId,
    data,
    // A margin, since the state may change until the block is made.
    gasLimit: (BigInt(gas as Hex) * 12n) / 10n,
    nonce: options.nonce ?? (await pendingNonce(provider, account.address)),
    ...(to && { to }),
    ...(await fees(provider)),
  })
  transaction.signature = hexlify(await account.sign(getBytes(transaction.unsignedHash)))
  return (await refusable(
    provider.request({ method: 'eth_sendRawTransaction', params: [transaction.serialized] }),
  )) as Hex
}

/** The next nonce of an account, counting what waits to be mined. */
async function pendingNonce(provider: Eip1193Provider, address: Address): Promise<number> {
  return Number(await provider.request({ method: 'eth_getTransactionCount', params: [address, 'pending'] }))
}

export interface WaitOptions {
  provider: Eip1193Provider
  transactionHash: Hex
  /** At most; about ten blocks of a public chain by default. */
  waitSeconds?: number
}

const DEFAULT_WAIT_SECONDS = 120
const FIRST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 2_000

/** Waits until a transaction is in a block. Throws RegistryError 'change-pending' when it is not in time (it may
 *  still get there), 'change-refused' when it reverted. */
export async function waitForReceipt(
  options: WaitOptions,
): Promise<Receipt & { contractAddress: Hex | null }> {
  const { provider, transactionHash, waitSeconds = DEFAULT_WAIT_SECONDS } = options
  let pause = FIRST_PAUSE_MS
  for (let waited = 0; waited <= waitSeconds * 1000; waited += pause) {
    const found = (await provider.request({
      method: 'eth_getTransactionReceipt',
      params: [transactionHash],
    })) as RpcReceipt | null
    if (found !== null) return readReceipt(found)
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  throw new RegistryError(
    'change-pending',
    `Sent as ${transactionHash}, but not in a block yet; look again later.`,
  )
}

/** Sends a transaction and waits until it is in a block. Throws what both of these throw. */
export async function sendAndWait(
  options: SendTransactionOptions & Pick<WaitOptions, 'waitSeconds'>,
): Promise<Receipt> {
  const { provider, waitSeconds } = options
  const transactionHash = await sendTransaction(options)
  const receipt = await waitForReceipt({
    provider,
    transactionHash,
    ...(waitSeconds !== undefined && { waitSeconds }),
  })
  return receiptOf(receipt)
}

/** Without what only a deployment asks for. */
export function receiptOf({ transactionHash, blockNumber, blockHash, gasUsed }: Receipt): Receipt {
  return { transactionHash, blockNumber, blockHash, gasUsed }
}

function readReceipt(found: RpcReceipt): Receipt & { contractAddress: Hex | null } {
  const { transactionHash, blockHash, contractAddress } = found
  if (BigInt(found.status) !== 1n) {
    throw new RegistryError('change-refused', 'The contract refused the change when it was mined.', {
      reason: 'reverted',
    })
  }
  return {
    transactionHash,
    blockHash,
    contractAddress,
    blockNumber: Number(found.blockNumber),
    gasUsed: Number(found.gasUsed),
  }
}

async function fees(provider: Eip1193Provider): Promise<TransactionLike<string>> {
  const block = (await provider.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })) as {
    baseFeePerGas?: Hex
  }
  if (block.baseFeePerGas === undefined) {
    return { type: 0, gasPrice: (await provider.request({ method: 'eth_gasPrice' })) as Hex }
  }
  const tip = BigInt((await provider.request({ method: 'eth_maxPriorityFeePerGas' })) as Hex)
  // Twice the base fee stays enough for six full blocks in a row.
  const most = 2n * BigInt(block.baseFeePerGas) + tip
  return { type: 2, maxPriorityFeePerGas: quantity(tip), maxFeePerGas: quantity(most) }
}

async function refusable(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    throw asRefusal(error)
  }
}
