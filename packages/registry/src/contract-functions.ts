import type { Eip1193Provider } from '@velum/did'
import {
  getBytes,
  hexlify,
  type Interface,
  type Result,
  recoverAddress,
  TypedDataEncoder,
  type TypedDataField,
} from 'ethers'
import type { Account } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { readContract } from './contract.ts'
import type { Deployment } from './deployment.ts'
import { type Blocks, keepEvents, type LoggedEvent, readEvents } from './event-log.ts'
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
  /** Whose signature of `message` this is; undefined when it is malformed, or in a form that the contracts refuse. Wrong
   *  ones are somebody's, or nobody's. */
  signerOf(typed: TypedMessage, signature: Uint8Array): Address | undefined
  /** Signs a call of `name`, whose parameters are the message's values in order, then the signature. */
  signCall(account: Account, name: string, typed: TypedMessage): Promise<SignedChange>
  /** The events of these kinds since the deployment, oldest first. Topics: those after the event's own. */
  events(
    names: string | readonly string[],
    topics: readonly (string | null)[],
    blocks?: Blocks,
  ): Promise<LoggedEvent[]>
  /** The same of one who asks again and again: those of final blocks are read once. */
  keptEvents(names: readonly string[]): (blocks: Blocks) => Promise<LoggedEvent[]>
}

/** A message as EIP-712 types it. The values stand in the order of the fields. */
export interface TypedMessage {
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

  const digestOf = ({ type, fields, message }: TypedMessage) =>
    TypedDataEncoder.hash(domain, { [type]: [...fields] }, message)

  async function signMessage(account: Account, typed: TypedMessage): Promise<Hex> {
    return hexlify(await account.sign(getBytes(digestOf(typed)))) as Hex
  }

  return {
    read: (call, parameters) => read(call, parameters),
    readFinal: (call, parameters) => read(call, parameters, 'finalized'),
    transact: (account, call, parameters) =>
      sendAndWait({ provider, chainId, account, to: address, data: encode(call, parameters) }),
    signMessage,
    signerOf(typed, signature) {
      const digest = digestOf(typed)
      if (!isForContracts(signature)) return undefined
      try {
        return parseAddress(recoverAddress(digest, hexlify(signature)))
      } catch {
        return undefined
      }
    },
    async signCall(account, call, typed) {
      const signature = await signMessage(account, typed)
      return {
        chainId,
        contract: address,
        data: encode(call, [...Object.values(typed.message), signature]),
      }
    },
    events: (names, topics, blocks = 'newest') =>
      readEvents({
        deployment,
        provider,
        contract,
        address,
        blocks,
        topics: [[names].flat().map((name) => topicOf(contract, name)), ...topics],
      }),
    keptEvents: (names) =>
      keepEvents({
        ...{ deployment, provider, contract, address },
        topics: [names.map((name) => topicOf(contract, name))],
      }),
  }
}

function topicOf(contract: Interface, event: string): string {
  const found = contract.getEvent(event)
  // Without it the filter would let other events through.
  if (found === null) throw new TypeError(`The contract has no event ${event}.`)
  return found.topicHash
}

const SIGNATURE_BYTES = 65
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** As OpenZeppelin's ECDSA takes them: v is 27 or 28, s the lower of the two. ethers takes more, and what it alone takes
 *  would pass here and stop a publication on chain. */
function isForContracts(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  const [s, v] = [BigInt(hexlify(signature.subarray(32, 64))), signature[64]]
  return s <= CURVE_ORDER / 2n && (v === 27 || v === 28)
}
