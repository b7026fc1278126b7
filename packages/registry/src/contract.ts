import type { Eip1193Provider } from '@velum/did'
import { Interface, type InterfaceAbi, type Result } from 'ethers'
import type { Address } from './address.ts'
import { decodeValues } from './decode-abi.ts'
import { didRegistryAbi } from './generated/did-registry.ts'
import { escrowRegistryAbi } from './generated/escrow-registry.ts'
import { openingRegistryAbi } from './generated/opening-registry.ts'
import { statusRegistryAbi } from './generated/status-registry.ts'
import { trustRegistryAbi } from './generated/trust-registry.ts'
import { RegistryError } from './registry-error.ts'

export const didRegistryInterface = new Interface(didRegistryAbi as unknown as InterfaceAbi)
export const statusRegistryInterface = new Interface(statusRegistryAbi as unknown as InterfaceAbi)
export const trustRegistryInterface = new Interface(trustRegistryAbi as unknown as InterfaceAbi)
export const escrowRegistryInterface = new Interface(escrowRegistryAbi as unknown as InterfaceAbi)
export const openingRegistryInterface = new Interface(openingRegistryAbi as unknown as InterfaceAbi)

export interface ReadContractOptions {
  provider: Eip1193Provider
  contract: Interface
  address: Address
  function: string
  parameters: readonly unknown[]
  /** `finalized`: what no reorganisation takes back. */
  block?: 'latest' | 'finalized'
}

/** Calls a view function, at the newest block unless told. Throws RegistryError 'chain-changed' when there is no such contract. */
export async function readContract(options: ReadContractOptions): Promise<Result> {
  const { provider, contract, address, parameters, block = 'latest' } = options
  const data = contract.encodeFunctionData(options.function, [...parameters])
  const answer = await provider.request({ method: 'eth_call', params: [{ to: address, data }, block] })
  try {
    return decodeValues(contract.getFunction(options.function)?.outputs ?? [], answer as string)
  } catch (cause) {
    throw new RegistryError('chain-changed', `The chain no longer has the expected contract at ${address}.`, {
      cause,
    })
  }
}
