import type { Eip1193Provider } from '@velum/did'
import { getBytes, hexlify, TypedDataEncoder, zeroPadValue } from 'ethers'
import type { Account } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { readContract, statusRegistryInterface } from './contract.ts'
import type { Deployment } from './deployment.ts'
import { type ChainPlace, readEvents } from './event-log.ts'
import { RegistryError } from './registry-error.ts'
import type { SignedChange } from './signed-change.ts'

export interface ListOptions {
  /** The issuer's address, as in its did:ethr. */
  identity: string
  /** See `statusListId`. */
  listId: Uint8Array
}

export interface ListAnchor {
  /** At least 1; rises from anchor to anchor. */
  epoch: number
  /** SHA-256 of the list's bytes. */
  hash: Uint8Array
  anchoredAt: Date
}

export interface SignAnchorOptions extends ListOptions {
  epoch: number
  hash: Uint8Array
  /** The identity's owner, or its delegate of type `veriKey`. */
  account: Account
  /** Until when the signature can be sent. */
  deadline: Date
}

export type AnchorEvent = ChainPlace & { epoch: number; hash: Uint8Array }

export interface StatusRegistry {
  address: Address
  /** The newest anchor of a list; undefined when there is none, also when a reorganisation took it back. */
  read(options: ListOptions): Promise<ListAnchor | undefined>
  /** Does not check that the account may anchor or that the epoch is next: the contract does. */
  signAnchor(options: SignAnchorOptions): Promise<SignedChange>
  /** Every anchor of a list, oldest first. */
  history(options: ListOptions): Promise<AnchorEvent[]>
}

/** EIP-712, as IStatusRegistry.sol documents it. */
const ANCHOR_TYPES = {
  AnchorList: [
    { name: 'identity', type: 'address' },
    { name: 'listId', type: 'bytes32' },
    { name: 'epoch', type: 'uint64' },
    { name: 'hash', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
  ],
}

export function createStatusRegistry(deployment: Deployment, provider: Eip1193Provider): StatusRegistry {
  const address = deployment.contracts.statusRegistry
  const domain = {
    name: 'Velum StatusRegistry',
    version: '1',
    chainId: deployment.chainId,
    verifyingContract: address,
  }
  return {
    address,

    async read({ identity, listId }) {
      const [epoch, hash, anchoredAt] = await readContract({
        provider,
        contract: statusRegistryInterface,
        address,
        function: 'list',
        parameters: [parseAddress(identity), bytes32(listId)],
      })
      if (epoch === 0n) return undefined
      return { epoch: Number(epoch), hash: getBytes(hash), anchoredAt: new Date(Number(anchoredAt) * 1000) }
    },

    async signAnchor({ account, ...anchor }) {
      if (!Number.isSafeInteger(anchor.epoch) || anchor.epoch < 1) {
        throw new RegistryError('invalid-change', 'An epoch is a whole number, at least 1.')
      }
      const deadline = Math.floor(anchor.deadline.getTime() / 1000)
      if (!(deadline >= 0)) throw new RegistryError('invalid-change', 'The deadline is not a date.')
      const message = {
        identity: parseAddress(anchor.identity),
        listId: bytes32(anchor.listId),
        epoch: anchor.epoch,
        hash: bytes32(anchor.hash),
        deadline,
      }
      const digest = getBytes(TypedDataEncoder.hash(domain, ANCHOR_TYPES, message))
      const signature = hexlify(await account.sign(digest))
      const parameters = [...Object.values(message), signature]
      const data = statusRegistryInterface.encodeFunctionData('anchorListSigned', parameters) as Hex
      return { chainId: deployment.chainId, contract: address, data }
    },

    async history({ identity, listId }) {
      const events = await readEvents({
        deployment,
        provider,
        contract: statusRegistryInterface,
        address,
        topics: [
          statusRegistryInterface.getEvent('ListAnchored')?.topicHash ?? null,
          zeroPadValue(parseAddress(identity), 32),
          bytes32(listId),
        ],
      })
      return events.map(({ event, place }) => ({
        ...place,
        epoch: Number(event.args.epoch),
        hash: getBytes(event.args.hash),
      }))
    },
  }
}

function bytes32(bytes: Uint8Array): Hex {
  if (bytes.length !== 32) throw new RegistryError('invalid-change', 'List ids and hashes have 32 bytes.')
  return hexlify(bytes) as Hex
}
