import type { Eip1193Provider } from '@velum/did'
import { getBytes, hexlify, type Interface, type Result, TypedDataEncoder, type TypedDataField } from 'ethers'
import type { Account } from './account.ts'
import type { Address, Hex } from './address.ts'
import { readContract } from './contract.ts'
import type { Deployment } from './deployment.ts'
import { type LoggedEvent, readEvents } from './event-log.ts'
import type { SignedChange } from './signed-change.ts'
import { type Receipt, sendAndWait } from './transaction.ts'

/** What every one of our contracts is asked for, by the names in its interface file. */
export interface ContractFunctions {
  read(name: string, parameters: readonly unknown[]): Promise<Result>
  /** The same as of the newest final block. */
  readFinal(name: string, parameters: readonly unknown[]): Promise<Result>
  /** Sends a call that `account` makes and pays for itself, and waits until it is in a block. */
  transact(account: Account, name: string, parameters: readonly unknown[]): Promise<Receipt>
  /** Signs `message` by EIP-712 under this contract's domain; returns r ‖ s ‖ v. */
  signMessage(account: Account, typed: TypedMessage): Promise<Hex>
  /** Signs a call of `name`, whose parameters are the message's values in order, then the signature. */
  signCall(account: Account, name: string, typed: TypedMessage): Promise<SignedChange>
  /** The events of one kind since the deployment, oldest first. Topics: those after the event's own. */
  events(name: string, topics: readonly (string | null)[]): Promise<LoggedEvent[]>
}

/** A message as EIP-712 types it. The values stand in the order of the fields. */
interface TypedMessage {
  type: string
  fields: readonly TypedDataField[]
  message: Record<string, unknown>
}

export interface ContractFunctionsOptions {
  deployment: Deployment
  provider: Eip1193Provider
  /** As in the contract's EIP-712 domain and in the deployment. */
  name: 'StatusRegistry' | 'TrustRegistry' | 'EscrowRegistry' | 'OpeningRegistry'
  address: Address
  contract: Interface
}

export function contractFunctions(options: ContractFunctionsOptions): ContractFunctions {
  const { deployment, provider, name, address, contract } = options
  const { chainId } = deployment
  const domain = { name: `Velum ${name}`, version: '1', chainId, verifyingContract: address }
  const read = (call: string, parameters: readonly unknown[], block?: 'finalized') =>
    readContract({ provider, contract, address, function: call, parameters, ...(block && { block }) })
  const encode = (call: string, parameters: readonly unknown[]) =>
    contract.encodeFunctionData(call, [...parameters]) as Hex

  async function signMessage(account: Account, { type, fields, message }: TypedMessage): Promise<Hex> {
    const digest = TypedDataEncoder.hash(domain, { [type]: [...fields] }, message)
    return hexlify(await account.sign(getBytes(digest))) as Hex
  }

  return {
    read: (call, parameters) => read(call, parameters),
    readFinal: (call, parameters) => read(call, parameters, 'finalized'),
    transact: (account, call, parameters) =>
      sendAndWait({ provider, chainId, account, to: address, data: encode(call, parameters) }),
    signMessage,
    async signCall(account, call, typed) {
      const signature = await signMessage(account, typed)
      return {
        chainId,
        contract: address,
        data: encode(call, [...Object.values(typed.message), signature]),
      }
    },
    events: (event, topics) =>
      readEvents({
        deployment,
        provider,
        contract,
        address,
        topics: [contract.getEvent(event)?.topicHash ?? null, ...topics],
      }),
  }
}
