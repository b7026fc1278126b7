import { type Address, type Hex, parseAddress } from './address.ts'
import { RegistryError } from './registry-error.ts'

/** Where the contracts are, on which chain, and how to get there. */
export interface Deployment {
  chainId: number
  name: string
  rpcUrl: string
  /** Who sends signed changes for those who have no gas. */
  relayerUrl?: string
  contracts: { didRegistry: Address; statusRegistry: Address }
  /** The block of the first contract: no event of ours is older. */
  firstBlock: number
  /** By this a chain that was set up anew is told from the one we knew. Not the hash of block 0: anvil makes a new
   *  block 0 at each start, and which of them it shows after some starts is chance. */
  firstBlockHash: Hex
}

/** Parses a deployment file. Throws RegistryError 'invalid-deployment' naming the member that is wrong. */
export function parseDeployment(json: unknown): Deployment {
  const file = object(json, 'the file')
  const contracts = object(file.contracts, 'contracts')
  const deployment: Deployment = {
    chainId: integer(file.chainId, 1, 'chainId'),
    name: text(file.name, 'name'),
    rpcUrl: url(file.rpcUrl, 'rpcUrl'),
    contracts: {
      didRegistry: address(contracts.didRegistry, 'contracts.didRegistry'),
      statusRegistry: address(contracts.statusRegistry, 'contracts.statusRegistry'),
    },
    firstBlock: integer(file.firstBlock, 0, 'firstBlock'),
    firstBlockHash: hash(file.firstBlockHash, 'firstBlockHash'),
  }
  if (file.relayerUrl !== undefined) deployment.relayerUrl = url(file.relayerUrl, 'relayerUrl')
  return deployment
}

function object(value: unknown, member: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(member, 'an object')
  return value as Record<string, unknown>
}

function integer(value: unknown, least: number, member: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw wrong(member, `a whole number from ${least}`)
  }
  return value
}

function text(value: unknown, member: string): string {
  if (typeof value !== 'string' || value === '') throw wrong(member, 'a text')
  return value
}

function url(value: unknown, member: string): string {
  const candidate = text(value, member)
  if (!/^https?:\/\//.test(candidate) || !URL.canParse(candidate))
    throw wrong(member, 'an http or https address')
  return candidate
}

function hash(value: unknown, member: string): Hex {
  const candidate = text(value, member).toLowerCase()
  if (!/^0x[0-9a-f]{64}$/.test(candidate)) throw wrong(member, '0x and 64 hexadecimal digits')
  return candidate as Hex
}

function address(value: unknown, member: string): Address {
  try {
    return parseAddress(text(value, member))
  } catch (cause) {
    throw new RegistryError('invalid-deployment', `In the deployment, ${member} must be an address.`, {
      cause,
    })
  }
}

function wrong(member: string, expected: string): RegistryError {
  return new RegistryError('invalid-deployment', `In the deployment, ${member} must be ${expected}.`)
}
