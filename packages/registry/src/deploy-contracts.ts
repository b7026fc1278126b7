import type { Eip1193Provider } from '@velum/did'
import { AbiCoder } from 'ethers'
import { type Account, createAccount } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { checkGenesis } from './check-genesis.ts'
import {
  type ContractName,
  type Contracts,
  contractNames,
  type Deployment,
  type EarlierDeployment,
} from './deployment.ts'
import { didRegistryBytecode } from './generated/did-registry.ts'
import { escrowRegistryBytecode } from './generated/escrow-registry.ts'
import { openingRegistryBytecode } from './generated/opening-registry.ts'
import { statusRegistryBytecode } from './generated/status-registry.ts'
import { trustRegistryBytecode } from './generated/trust-registry.ts'
import { createJsonRpc } from './json-rpc.ts'
import { sendTransaction, waitForReceipt } from './transaction.ts'

export interface DeployContractsOptions {
  rpcUrl: string
  /** Of a funded account, 32 bytes. It pays. */
  secretKey: Uint8Array
  /** What people call the chain. */
  name: string
  /** Names the accreditors of the TrustRegistry, and is the first of them; the paying account by default. */
  administrator?: string
  /** What an earlier version deployed: it stays, and what is missing is put beside it. */
  earlier?: EarlierDeployment
  /** The platform's own by default. */
  fetch?: typeof fetch
}

interface Constructor {
  bytecode: Hex
  parameters: readonly ('didRegistry' | 'administrator')[]
}

const CONSTRUCTORS: Record<ContractName, Constructor> = {
  didRegistry: { bytecode: didRegistryBytecode, parameters: [] },
  statusRegistry: { bytecode: statusRegistryBytecode, parameters: ['didRegistry'] },
  trustRegistry: { bytecode: trustRegistryBytecode, parameters: ['didRegistry', 'administrator'] },
  escrowRegistry: { bytecode: escrowRegistryBytecode, parameters: ['didRegistry'] },
  openingRegistry: { bytecode: openingRegistryBytecode, parameters: [] },
}

/** Puts ERC-1056, as published in ethr-did-registry 1.3.0, and our contracts on a chain, or those of them that an
 *  earlier deployment lacks. A new deployment names no relayer: whoever runs one adds it. Throws RegistryError
 *  'chain-unreachable', 'payer-unfunded', and 'chain-changed' when the chain is not the earlier deployment's. */
export async function deployContracts(options: DeployContractsOptions): Promise<Deployment> {
  const { rpcUrl, secretKey, name, earlier, fetch = globalThis.fetch } = options
  const provider = createJsonRpc({ url: rpcUrl, fetch, signal: new AbortController().signal })
  if (earlier) await checkGenesis({ provider, deployment: earlier })
  const account = createAccount(secretKey)
  const administrator = parseAddress(options.administrator ?? account.address)
  const chainId = Number(await provider.request({ method: 'eth_chainId' }))

  const contracts: Partial<Contracts> = { ...earlier?.contracts }
  let first: FirstBlock | undefined = earlier
  for (const contract of contractNames) {
    if (contracts[contract] !== undefined) continue
    const { bytecode, parameters } = CONSTRUCTORS[contract]
    const values = parameters.map((parameter) =>
      parameter === 'administrator' ? administrator : contracts.didRegistry,
    )
    const types = parameters.map(() => 'address')
    const data = `${bytecode}${AbiCoder.defaultAbiCoder().encode(types, values).slice(2)}` as Hex
    const { address, block } = await deploy({ provider, chainId, account, data })
    contracts[contract] = address
    first ??= block
  }
  const { firstBlock, firstBlockHash } = first as FirstBlock
  const deployment = { chainId, name, rpcUrl, contracts: contracts as Contracts, firstBlock, firstBlockHash }
  return earlier?.relayerUrl === undefined ? deployment : { ...deployment, relayerUrl: earlier.relayerUrl }
}

interface Deploy {
  provider: Eip1193Provider
  chainId: number
  account: Account
  data: Hex
}

type FirstBlock = Pick<Deployment, 'firstBlock' | 'firstBlockHash'>

async function deploy(options: Deploy): Promise<{ address: Address; block: FirstBlock }> {
  const transactionHash = await sendTransaction(options)
  const receipt = await waitForReceipt({ provider: options.provider, transactionHash })
  const block = { firstBlock: receipt.blockNumber, firstBlockHash: receipt.blockHash }
  return { address: parseAddress(receipt.contractAddress ?? ''), block }
}
