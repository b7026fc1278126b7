import { AbiCoder, getBytes, keccak256 } from 'ethers'
import type { Account } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { bytes32, dateOf, hex32, positive, secondsOf, trusteeNumber } from './call-parameters.ts'
import type { ContractFunctions, TypedMessage } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import type { Blocks, ChainPlace, LoggedEvent } from './event-log.ts'
import type { Receipt } from './transaction.ts'

export interface OpeningRequestIdOptions {
  /** The authority's id, `0x…`. */
  authority: string
  /** Of the key that the presentation's token is encrypted to. */
  epoch: number
  /** The account that asks. */
  requester: string
  /** 32 bytes, as the presentation's transcript defines it. */
  presentationId: Uint8Array
  /** SHA-256 of the legal basis. */
  basisHash: Uint8Array
}

export interface RequestOpeningOptions extends Omit<OpeningRequestIdOptions, 'requester'> {
  /** X25519, 32 bytes: partial decryptions are encrypted to it. */
  requesterKey: Uint8Array
  /** How the holder can answer, 1 to 256 bytes of UTF-8. */
  answerTo: string
  /** Asks and pays: the account of the presentation's audience, or one that its handover names. */
  account: Account
}

interface Voting {
  /** The request's id, `0x…`. */
  requestId: string
  /** The trustee's number, from 1. */
  trustee: number
  /** The trustee's; pays. */
  account: Account
}

export interface ApproveOpeningOptions extends Voting {
  /** SHA-256 of the partial decryption. */
  partialHash: Uint8Array
}

export interface RefuseOpeningOptions extends Voting {
  /** SHA-256 of the reason. */
  reasonHash: Uint8Array
}

export interface CloseOpeningOptions {
  /** The request's id, `0x…`. */
  requestId: string
  /** SHA-256 over the result and a salt; not zero. */
  resultHash: Uint8Array
  /** The requester's; pays. */
  account: Account
}

export interface HandoverOptions {
  /** The authority's id, `0x…`. */
  authority: string
  /** 32 bytes. */
  presentationId: Uint8Array
  /** The account that may ask in the service's place. */
  opener: string
  until: Date
}

export interface OpeningVote {
  /** The trustee's number, from 1. */
  trustee: number
  /** The trustee's address when it voted. */
  account: Address
  place: ChainPlace
}

/** All that the chain says about one request. */
export interface OpeningRecord {
  requestId: Hex
  /** The authority's id. */
  authority: Hex
  epoch: number
  requester: Address
  presentationId: Uint8Array
  basisHash: Uint8Array
  /** 32 bytes. Not checked. */
  requesterKey: Uint8Array
  answerTo: string
  requested: ChainPlace
  /** From then on trustees approve. */
  opensAt: Date
  /** From then on nobody votes. */
  expiresAt: Date
  /** Oldest first. */
  approvals: (OpeningVote & { partialHash: Uint8Array })[]
  refusals: (OpeningVote & { reasonHash: Uint8Array })[]
  closed?: { resultHash: Uint8Array; place: ChainPlace }
}

export interface OpeningRequests {
  /** The id that a request gets, known before it is made. */
  openingRequestId(options: OpeningRequestIdOptions): Hex
  /** Throws RegistryError 'change-refused' (reasons 'unknown-epoch', 'epoch-retired', 'already-requested',
   *  'quota-used-up', 'invalid-answer'), 'payer-unfunded'. */
  requestOpening(options: RequestOpeningOptions): Promise<Receipt & { requestId: Hex }>
  /** Throws RegistryError 'change-refused' (reasons 'unknown-request', 'not-trustee', 'not-yet-open',
   *  'request-expired', 'already-voted', 'already-closed'; 'approved-elsewhere' where it would open the presentation together
   *  with approvals of other requests), 'payer-unfunded'. */
  approveOpening(options: ApproveOpeningOptions): Promise<Receipt>
  /** Throws as `approveOpening` does, but for 'not-yet-open' and 'approved-elsewhere'. */
  refuseOpening(options: RefuseOpeningOptions): Promise<Receipt>
  /** Throws RegistryError 'change-refused' (reasons 'unknown-request', 'not-requester', 'already-closed',
   *  'not-enough-approvals', 'empty-result'), 'payer-unfunded'. */
  closeOpening(options: CloseOpeningOptions): Promise<Receipt>
  /** Every request and what became of it, oldest first; only those of one authority where one is named. The node is
   *  always asked for all of them: it must not learn whose requests somebody looks for. What is final it is asked for once. */
  openings(options: { blocks: Blocks; authority?: string }): Promise<OpeningRecord[]>
  /** A service's signature, 65 bytes, by which `opener` may ask in its place. The contract knows nothing of it. */
  signHandover(options: HandoverOptions & { account: Account }): Promise<Uint8Array>
  /** Whether the account `service` signed this handover and it still counts at `now`. Does not check which account
   *  is the service's: the TrustRegistry says that. */
  checkHandover(options: HandoverOptions & { signature: Uint8Array; service: string; now: Date }): boolean
}

/** EIP-712, as IOpeningRequests.sol documents it. */
const HANDOVER_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'presentationId', type: 'bytes32' },
  { name: 'opener', type: 'address' },
  { name: 'until', type: 'uint64' },
]

export function createOpeningRequests(
  contract: ContractFunctions,
  { chainId, contracts }: Deployment,
): OpeningRequests {
  const openingEvents = contract.keptEvents(OPENING_EVENTS)

  function openingRequestId(options: OpeningRequestIdOptions): Hex {
    const types = ['uint256', 'address', 'bytes32', 'uint64', 'address', 'bytes32', 'bytes32']
    const parts = [
      chainId,
      contracts.openingRegistry,
      hex32(options.authority),
      positive(options.epoch, 'An epoch'),
      parseAddress(options.requester),
      bytes32(options.presentationId),
      bytes32(options.basisHash),
    ]
    return keccak256(AbiCoder.defaultAbiCoder().encode(types, parts)) as Hex
  }

  return {
    openingRequestId,

    async requestOpening({ account, requesterKey, answerTo, ...asked }) {
      const requestId = openingRequestId({ ...asked, requester: account.address })
      const parameters = [
        hex32(asked.authority),
        asked.epoch,
        bytes32(asked.presentationId),
        bytes32(asked.basisHash),
        bytes32(requesterKey),
        answerTo,
      ]
      return { ...(await contract.transact(account, 'request', parameters)), requestId }
    },

    approveOpening: async ({ account, requestId, trustee, partialHash }) =>
      contract.transact(account, 'approve', [hex32(requestId), trusteeNumber(trustee), bytes32(partialHash)]),

    refuseOpening: async ({ account, requestId, trustee, reasonHash }) =>
      contract.transact(account, 'refuse', [hex32(requestId), trusteeNumber(trustee), bytes32(reasonHash)]),

    closeOpening: async ({ account, requestId, resultHash }) =>
      contract.transact(account, 'close', [hex32(requestId), bytes32(resultHash)]),

    async openings({ blocks, authority }) {
      const wanted = authority === undefined ? undefined : hex32(authority)
      const records = new Map<string, OpeningRecord>()
      for (const logged of await openingEvents(blocks)) addTo(records, logged)
      return [...records.values()].filter((record) => wanted === undefined || record.authority === wanted)
    },

    async signHandover({ account, ...handover }) {
      return getBytes(await contract.signMessage(account, handoverMessage(handover)))
    },

    checkHandover({ signature, service, now, ...handover }) {
      const signer = contract.signerOf(handoverMessage(handover), signature)
      // In the whole seconds that were signed.
      const end = secondsOf(handover.until, 'The end of a handover') * 1000
      return signer === parseAddress(service) && now.getTime() < end
    },
  }
}

const OPENING_EVENTS = ['OpeningRequested', 'OpeningApproved', 'OpeningRefused', 'OpeningClosed']

function addTo(records: Map<string, OpeningRecord>, { event: { name, args }, place }: LoggedEvent): void {
  const requestId = args.requestId as Hex
  if (name === 'OpeningRequested') {
    records.set(requestId, {
      requestId,
      authority: args.id,
      epoch: Number(args.epoch),
      requester: parseAddress(args.requester),
      presentationId: getBytes(args.presentationId),
      basisHash: getBytes(args.basisHash),
      requesterKey: getBytes(args.requesterKey),
      answerTo: args.answerTo,
      requested: place,
      opensAt: dateOf(args.opensAt),
      expiresAt: dateOf(args.expiresAt),
      approvals: [],
      refusals: [],
    })
    return
  }
  const record = records.get(requestId)
  // A reorganisation between two requests can take the beginning away from what is read.
  if (record === undefined) return
  if (name === 'OpeningClosed') {
    record.closed = { resultHash: getBytes(args.resultHash), place }
    return
  }
  const vote = { trustee: Number(args.index), account: parseAddress(args.trustee), place }
  if (name === 'OpeningApproved') {
    record.approvals.push({ ...vote, partialHash: getBytes(args.partialHash) })
  } else record.refusals.push({ ...vote, reasonHash: getBytes(args.reasonHash) })
}

function handoverMessage({ authority, presentationId, opener, until }: HandoverOptions): TypedMessage {
  const message = {
    authority: hex32(authority),
    presentationId: bytes32(presentationId),
    opener: parseAddress(opener),
    until: secondsOf(until, 'The end of a handover'),
  }
  return { type: 'Handover', fields: HANDOVER_FIELDS, message }
}
