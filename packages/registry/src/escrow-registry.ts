import type { Eip1193Provider } from '@velum/did'
import { getBytes, hexlify, toBeHex, zeroPadValue } from 'ethers'
import type { Account } from './account.ts'
import { type Address, parseAddress } from './address.ts'
import { bytes32, dateOf, positive, secondsOf } from './call-parameters.ts'
import { escrowRegistryInterface } from './contract.ts'
import { contractFunctions } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import type { ChainPlace } from './event-log.ts'
import { RegistryError } from './registry-error.ts'
import type { SignedChange } from './signed-change.ts'

/** The longest sealed record that can be published, in bytes. */
export const maxPublishedRecordBytes = 8192

interface Signing {
  /** The issuer's address, as in its did:ethr. */
  identity: string
  /** The identity's owner, or its delegate of type `veriKey`. */
  account: Account
  /** Until when the signature can be sent. */
  deadline: Date
}

export interface SignAnchorRecordsOptions extends Signing {
  /** Above the newest one; the batch's leaves hold it. */
  epoch: number
  /** Of the Merkle tree over the batch, 32 bytes. */
  root: Uint8Array
  /** How many records the batch holds. */
  count: number
}

export interface SignPublishRecordOptions extends Signing {
  /** 32 bytes, derived from the holder's registration point. */
  recordAddress: Uint8Array
  /** At most `maxPublishedRecordBytes`. Readable by everybody for ever, to be opened by whoever knows the point. */
  ciphertext: Uint8Array
}

export interface NewestBatch {
  /** At least 1; rises from batch to batch. */
  epoch: number
  anchoredAt: Date
}

export type BatchEvent = ChainPlace & { epoch: number; root: Uint8Array; count: number }

export type PublishedRecord = ChainPlace & {
  identity: Address
  recordAddress: Uint8Array
  ciphertext: Uint8Array
}

export interface EscrowRegistry {
  address: Address
  /** An issuer's newest batch; undefined when it has anchored none. */
  newest(identity: string): Promise<NewestBatch | undefined>
  /** One batch of an issuer, with its root (32 bytes) and how many leaves the tree has; undefined when there is none
   *  of this epoch. */
  batch(options: { identity: string; epoch: number }): Promise<BatchEvent | undefined>
  /** Every batch of an issuer, oldest first. */
  batches(identity: string): Promise<BatchEvent[]>
  /** What was published at an address, by this issuer where one is named, oldest first. Anybody can publish under an
   *  identity of their own: only what opens counts. */
  records(options: { recordAddress: Uint8Array; identity?: string }): Promise<PublishedRecord[]>
  /** Whether an issuer has published the ciphertext with this SHA-256. */
  isPublished(options: { identity: string; ciphertextHash: Uint8Array }): Promise<boolean>
  /** Does not check that the account may anchor or that the epoch is next: the contract does. */
  signAnchorRecords(options: SignAnchorRecordsOptions): Promise<SignedChange>
  /** Does not check that the account may publish or has not yet: the contract does. */
  signPublishRecord(options: SignPublishRecordOptions): Promise<SignedChange>
}

/** EIP-712, as IEscrowRegistry.sol documents it. */
const ANCHOR_FIELDS = [
  { name: 'identity', type: 'address' },
  { name: 'epoch', type: 'uint64' },
  { name: 'root', type: 'bytes32' },
  { name: 'count', type: 'uint64' },
  { name: 'deadline', type: 'uint256' },
]
const PUBLISH_FIELDS = [
  { name: 'identity', type: 'address' },
  { name: 'recordAddress', type: 'bytes32' },
  { name: 'ciphertext', type: 'bytes' },
  { name: 'deadline', type: 'uint256' },
]

export function createEscrowRegistry(deployment: Deployment, provider: Eip1193Provider): EscrowRegistry {
  const address = deployment.contracts.escrowRegistry
  const contract = contractFunctions({
    deployment,
    provider,
    name: 'EscrowRegistry',
    address,
    contract: escrowRegistryInterface,
  })

  async function readBatches(identity: string, epoch: string | null): Promise<BatchEvent[]> {
    const topics = [zeroPadValue(parseAddress(identity), 32), epoch]
    const events = await contract.events('RecordsAnchored', topics)
    return events.map(({ event: { args }, place }) => ({
      ...place,
      epoch: Number(args.epoch),
      root: getBytes(args.root),
      count: Number(args.count),
    }))
  }

  return {
    address,

    async newest(identity) {
      const [epoch, anchoredAt] = await contract.read('newest', [parseAddress(identity)])
      return epoch === 0n ? undefined : { epoch: Number(epoch), anchoredAt: dateOf(anchoredAt) }
    },

    async batch({ identity, epoch }) {
      return (await readBatches(identity, toBeHex(positive(epoch, 'An epoch'), 32)))[0]
    },

    batches: (identity) => readBatches(identity, null),

    async records({ recordAddress, identity }) {
      const publisher = identity === undefined ? null : zeroPadValue(parseAddress(identity), 32)
      const events = await contract.events('RecordPublished', [publisher, bytes32(recordAddress)])
      return events.map(({ event: { args }, place }) => ({
        ...place,
        identity: parseAddress(args.identity),
        recordAddress: getBytes(args.recordAddress),
        ciphertext: getBytes(args.ciphertext),
      }))
    },

    async isPublished({ identity, ciphertextHash }) {
      return (await contract.read('isPublished', [parseAddress(identity), bytes32(ciphertextHash)]))[0]
    },

    async signAnchorRecords({ account, ...batch }) {
      const message = {
        identity: parseAddress(batch.identity),
        epoch: positive(batch.epoch, 'An epoch'),
        root: bytes32(batch.root),
        count: positive(batch.count, 'The number of records'),
        deadline: secondsOf(batch.deadline, 'The deadline'),
      }
      const typed = { type: 'AnchorRecords', fields: ANCHOR_FIELDS, message }
      return contract.signCall(account, 'anchorRecordsSigned', typed)
    },

    async signPublishRecord({ account, ...record }) {
      const size = record.ciphertext.length
      if (size < 1 || size > maxPublishedRecordBytes) {
        const limits = `1 to ${maxPublishedRecordBytes}`
        throw new RegistryError('invalid-change', `A record is published with ${limits} bytes, not ${size}.`)
      }
      const message = {
        identity: parseAddress(record.identity),
        recordAddress: bytes32(record.recordAddress),
        ciphertext: hexlify(record.ciphertext),
        deadline: secondsOf(record.deadline, 'The deadline'),
      }
      const typed = { type: 'PublishRecord', fields: PUBLISH_FIELDS, message }
      return contract.signCall(account, 'publishRecordSigned', typed)
    },
  }
}
