import { type Address, type Hex, parseAddress } from './address.ts'
import { RegistryError } from './registry-error.ts'

/** The contracts of a deployment by name, in the order in which they are deployed. */
export const contractNames = [
  'didRegistry',
  'statusRegistry',
  'trustRegistry',
  'escrowRegistry',
  'openingRegistry',
] as const
export type ContractName = (typeof contractNames)[number]
export type Contracts = Record<ContractName, Address>

/** Where the contracts are, on which chain, and how to get there. */
export interface Deployment {
  chainId: number
  name: string
  rpcUrl: string
  /** Who sends signed changes for those who have no gas. */
  relayerUrl?: string
  contracts: Contracts
  /** The block of the first contract: no event of ours is older. */
  firstBlock: number
  /** By this a chain that was set up anew is told from the one we knew. Not the hash of block 0: anvil makes a new
   *  block 0 at each start, and which of them it shows after some starts is chance. */
  firstBlockHash: Hex
}

/** A deployment by an earlier version, which knew fewer contracts. `deployContracts` adds those that are missing. */
export type EarlierDeployment = Omit<Deployment, 'contracts'> & {
  contracts: Pick<Contracts, 'didRegistry'> & Partial<Contracts>
}

/** Parses a deployment file. Throws RegistryError 'invalid-deployment' naming the member that is wrong. */
export function parseDeployment(json: unknown): Deployment {
  const deployment = parseEarlierDeployment(json)
  const missing = contractNames.find((name) => deployment.contracts[name] === undefined)
  if (missing !== undefined) {
    throw new RegistryError(
      'invalid-deployment',
      `In the deployment, contracts.${missing} must be an address. A file of an earlier version lacks it: start the ` +
        'local stack, or call deployContracts with this file as `earlier`; both deploy what is missing and no more.',
    )
  }
  return deployment as Deployment
}

/** Parses a deployment file in which contracts may be missing. Throws RegistryError 'invalid-deployment' for what is
 *  there and wrong, and for a contract that this version does not know. */
export function parseEarlierDeployment(json: unknown): EarlierDeployment {
  const file = object(json, 'the file')
  const deployment: EarlierDeployment = {
    chainId: integer(file.chainId, 1, 'chainId'),
    name: text(file.name, 'name'),
    rpcUrl: url(file.rpcUrl, 'rpcUrl'),
    contracts: contracts(file.contracts),
    firstBlock: integer(file.firstBlock, 0, 'firstBlock'),
    firstBlockHash: hash(file.firstBlockHash, 'firstBlockHash'),
  }
  if (file.relayerUrl !== undefined) deployment.relayerUrl = url(file.relayerUrl, 'relayerUrl')
  return deployment
}

function contracts(value: unknown): EarlierDeployment['contracts'] {
  const given = object(value, 'contracts')
  const unknown = Object.keys(given).find((name) => !contractNames.includes(name as ContractName))
  if (unknown !== undefined) {
    throw new RegistryError(
      'invalid-deployment',
      'The deployment names a contract that this version does not know. It was written by a later version: use that.',
    )
  }
  const known: EarlierDeployment['contracts'] = {
    didRegistry: address(given.didRegistry, 'contracts.didRegistry'),
  }
  for (const name of contractNames) {
    if (given[name] !== undefined) known[name] = address(given[name], `contracts.${name}`)
  }
  return known
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
