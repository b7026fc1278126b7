import type { Eip1193Provider } from '@velum/did'
import { AbiCoder } from 'ethers'
import { type Account, createAccount } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import type { Deployment } from './deployment.ts'
import { didRegistryBytecode } from './generated/did-registry.ts'
import { statusRegistryBytecode } from './generated/status-registry.ts'
import { createJsonRpc } from './json-rpc.ts'
import { sendTransaction, waitForReceipt } from './transaction.ts'

export interface DeployContractsOptions {
  rpcUrl: string
  /** Of a funded account, 32 bytes. It pays, and has no part in the contracts afterwards. */
  secretKey: Uint8Array
  /** What people call the chain. */
  name: string
  /** The platform's own by default. */
  fetch?: typeof fetch
}

/** Puts ERC-1056, as published in ethr-did-registry 1.3.0, and our contracts on a chain. The deployment names no
 *  relayer: whoever runs one adds it. Throws RegistryError 'chain-unreachable', 'payer-unfunded'. */
export async function deployContracts(options: DeployContractsOptions): Promise<Deployment> {
  const { rpcUrl, secretKey, name, fetch = globalThis.fetch } = options
  const provider = createJsonRpc({ url: rpcUrl, fetch, signal: new AbortController().signal })
  const account = createAccount(secretKey)
  const chainId = Number(await provider.request({ method: 'eth_chainId' }))

  const didRegistry = await deploy({ provider, chainId, account, data: didRegistryBytecode })
  const parameter = AbiCoder.defaultAbiCoder().encode(['address'], [didRegistry.address])
  const statusRegistry = await deploy({
    provider,
    chainId,
    account,
    data: `${statusRegistryBytecode}${parameter.slice(2)}`,
  })
  return {
    chainId,
    name,
    rpcUrl,
    contracts: { didRegistry: didRegistry.address, statusRegistry: statusRegistry.address },
    firstBlock: didRegistry.blockNumber,
    firstBlockHash: didRegistry.blockHash,
  }
}

interface Deploy {
  provider: Eip1193Provider
  chainId: number
  account: Account
  data: Hex
}

async function deploy(options: Deploy): Promise<{ address: Address; blockNumber: number; blockHash: Hex }> {
  const transactionHash = await sendTransaction(options)
  const { contractAddress, blockNumber, blockHash } = await waitForReceipt({
    provider: options.provider,
    transactionHash,
  })
  return { address: parseAddress(contractAddress ?? ''), blockNumber, blockHash }
}
