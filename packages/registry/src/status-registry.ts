import type { Eip1193Provider } from '@velum/did'
import { getBytes, zeroPadValue } from 'ethers'
import type { Account } from './account.ts'
import { type Address, parseAddress } from './address.ts'
import { bytes32, dateOf, positive, secondsOf } from './call-parameters.ts'
import { statusRegistryInterface } from './contract.ts'
import { contractFunctions } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import type { ChainPlace } from './event-log.ts'
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
const ANCHOR_FIELDS = [
  { name: 'identity', type: 'address' },
  { name: 'listId', type: 'bytes32' },
  { name: 'epoch', type: 'uint64' },
  { name: 'hash', type: 'bytes32' },
  { name: 'deadline', type: 'uint256' },
]

export function createStatusRegistry(deployment: Deployment, provider: Eip1193Provider): StatusRegistry {
  const address = deployment.contracts.statusRegistry
  const contract = contractFunctions({
    deployment,
    provider,
    name: 'StatusRegistry',
    address,
    contract: statusRegistryInterface,
  })
  return {
    address,

    async read({ identity, listId }) {
      const [epoch, hash, anchoredAt] = await contract.read('list', [parseAddress(identity), bytes32(listId)])
      if (epoch === 0n) return undefined
      return { epoch: Number(epoch), hash: getBytes(hash), anchoredAt: dateOf(anchoredAt) }
    },

    async signAnchor({ account, ...anchor }) {
      const message = {
        identity: parseAddress(anchor.identity),
        listId: bytes32(anchor.listId),
        epoch: positive(anchor.epoch, 'An epoch'),
        hash: bytes32(anchor.hash),
        deadline: secondsOf(anchor.deadline, 'The deadline'),
      }
      return contract.signCall(account, 'anchorListSigned', {
        type: 'AnchorList',
        fields: ANCHOR_FIELDS,
        message,
      })
    },

    async history({ identity, listId }) {
      const topics = [zeroPadValue(parseAddress(identity), 32), bytes32(listId)]
      const events = await contract.events('ListAnchored', topics)
      return events.map(({ event, place }) => ({
        ...place,
        epoch: Number(event.args.epoch),
        hash: getBytes(event.args.hash),
      }))
    },
  }
}
