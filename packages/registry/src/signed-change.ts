import type { Interface, Result } from 'ethers'
import { type Address, type Hex, parseAddress } from './address.ts'
import {
  didRegistryInterface,
  escrowRegistryInterface,
  statusRegistryInterface,
  trustRegistryInterface,
} from './contract.ts'
import type { Deployment } from './deployment.ts'
import { RegistryError } from './registry-error.ts'

/** A change of an identity, signed by its controller, that anyone may send to the chain. */
export interface SignedChange {
  chainId: number
  contract: Address
  /** The call with its signature, ABI-encoded. */
  data: Hex
}

/** What a signed change does, as far as a relayer wants to know. */
export interface ChangeSummary {
  function: string
  identity: Address
}

const SIGNED_FUNCTIONS = {
  didRegistry: [
    'changeOwnerSigned',
    'addDelegateSigned',
    'revokeDelegateSigned',
    'setAttributeSigned',
    'revokeAttributeSigned',
  ],
  statusRegistry: ['anchorListSigned'],
  trustRegistry: ['publishTemplateSigned'],
  escrowRegistry: ['anchorRecordsSigned', 'publishRecordSigned'],
} as const
type SignedContract = keyof typeof SIGNED_FUNCTIONS

const INTERFACES: Record<SignedContract, Interface> = {
  didRegistry: didRegistryInterface,
  statusRegistry: statusRegistryInterface,
  trustRegistry: trustRegistryInterface,
  escrowRegistry: escrowRegistryInterface,
}

/** Longer calls are refused: 8 KiB, the longest profile or sealed record, and its other arguments. That much costs
 *  some 400,000 gas. */
export const MAX_CHANGE_BYTES = 9 * 1024

/** Parses what claims to be a signed change for this deployment. Throws RegistryError 'invalid-change' for another
 *  chain or contract, a function that takes no signature, or arguments that are not encoded canonically. Does not
 *  check the signature: only the chain knows who controls an identity. */
export function parseSignedChange(json: unknown, deployment: Deployment): SignedChange & ChangeSummary {
  const { chainId, contract, data } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >
  if (chainId !== deployment.chainId) throw invalid(`it is not for chain ${deployment.chainId}`)
  if (typeof contract !== 'string' || typeof data !== 'string') throw invalid('it has no contract or no data')
  if (data.length > 2 + 2 * MAX_CHANGE_BYTES) throw invalid(`it is longer than ${MAX_CHANGE_BYTES} bytes`)
  if (!/^0x(?:[0-9a-f]{2})+$/.test(data)) throw invalid('its data is not hexadecimal in lower case')

  const { address, contractInterface, functions } = knownContract(contract, deployment)
  const { name, parameters } = decodeCall(contractInterface, data)
  if (!functions.includes(name)) throw invalid('it calls a function that takes no signature')
  return {
    chainId,
    contract: address,
    data: data as Hex,
    function: name,
    identity: parseAddress(parameters[0]),
  }
}

interface KnownContract {
  address: Address
  contractInterface: Interface
  functions: readonly string[]
}

function knownContract(contract: string, { contracts }: Deployment): KnownContract {
  for (const name of Object.keys(SIGNED_FUNCTIONS) as SignedContract[]) {
    if (contract !== contracts[name]) continue
    return {
      address: contracts[name],
      contractInterface: INTERFACES[name],
      functions: SIGNED_FUNCTIONS[name],
    }
  }
  throw invalid('it is for no contract of this deployment that takes signatures')
}

function decodeCall(contractInterface: Interface, data: string): { name: string; parameters: Result } {
  try {
    const call = contractInterface.parseTransaction({ data })
    // Decoding tolerates stray bytes; encoding again does not.
    if (call && contractInterface.encodeFunctionData(call.fragment, call.args) === data) {
      return { name: call.name, parameters: call.args }
    }
  } catch (cause) {
    throw invalid('its data cannot be decoded', cause)
  }
  throw invalid('its data is not a canonical call of this contract')
}

function invalid(what: string, cause?: unknown): RegistryError {
  return new RegistryError('invalid-change', `This is not a signed change: ${what}.`, { cause })
}
