import { getBytes, hexlify } from 'ethers'
import type { Account } from './account.ts'
import { parseAddress } from './address.ts'
import { hex32, positive, trusteeNumber } from './call-parameters.ts'
import type { ContractFunctions } from './contract-functions.ts'
import type { Blocks, ChainPlace } from './event-log.ts'
import { type CeremonyMessageOptions, ceremonyMessage } from './opening-messages.ts'
import { RegistryError } from './registry-error.ts'
import type { Receipt } from './transaction.ts'

interface ByTrustee {
  /** The authority's id, `0x…`. */
  id: string
  /** The trustee's number, from 1. */
  trustee: number
  /** The trustee's; pays. */
  account: Account
}

/** 1 commit (SHA-256 of the reveal), 2 reveal, 3 deal, 4 confirm (a signature, 65 bytes). */
export type CeremonyRound = 1 | 2 | 3 | 4

export interface BeginCeremonyOptions extends ByTrustee {
  /** One that has a key, to refresh its shares; or the next, to make its key. */
  epoch: number
}

export interface BroadcastOptions extends ByTrustee {
  ceremony: number
  round: CeremonyRound
  /** 32 bytes in round 1, 65 in round 4, at most 32 KiB in the others. Everybody can read it, for ever. */
  message: Uint8Array
}

export interface AbortCeremonyOptions extends ByTrustee {
  ceremony: number
  /** The number of the trustee that misbehaved; 0 when nobody did, as when it stalled. */
  accused: number
  /** What everybody needs to judge that, beside the log; at most 32 KiB, may be empty. */
  evidence: Uint8Array
}

export interface CeremonyBroadcast {
  round: CeremonyRound
  /** The trustee's number, from 1. */
  trustee: number
  message: Uint8Array
  place: ChainPlace
}

export interface CeremonyAbort {
  /** The number of the trustee that aborted; 0 when the replacement of a trustee did. */
  trustee: number
  /** 0 when nobody is. Whether the accusation holds is for the reader to judge. */
  accused: number
  evidence: Uint8Array
  place: ChainPlace
}

/** All that the chain says about one ceremony. Under way: neither published nor aborted. */
export interface CeremonyRecord {
  /** From 1. */
  ceremony: number
  epoch: number
  /** The number of the trustee that began it. */
  by: number
  begun: ChainPlace
  /** In the chain's order. */
  broadcasts: CeremonyBroadcast[]
  aborted?: CeremonyAbort
  /** Where the key or the refresh was published. */
  published?: ChainPlace
}

export interface OpeningCeremonies {
  /** Throws RegistryError 'change-refused' (reasons 'not-trustee', 'ceremony-under-way', 'unknown-epoch',
   *  'epoch-retired'), 'payer-unfunded'. */
  beginCeremony(options: BeginCeremonyOptions): Promise<Receipt & { ceremony: number }>
  /** Throws RegistryError 'change-refused' (reasons 'not-trustee', 'ceremony-not-under-way', 'round-not-open',
   *  'already-broadcast', 'invalid-message', 'reveal-differs'), 'payer-unfunded'. */
  broadcast(options: BroadcastOptions): Promise<Receipt>
  /** Throws RegistryError 'change-refused' (reasons 'not-trustee', 'ceremony-not-under-way', 'unknown-trustee',
   *  'invalid-message'), 'payer-unfunded'. */
  abortCeremony(options: AbortCeremonyOptions): Promise<Receipt>
  /** A trustee's signature for its message of a round, 65 bytes. The contract knows nothing of it: with it other trustees need not
   *  believe a node who sent what. */
  signCeremonyMessage(options: CeremonyMessageOptions & { account: Account }): Promise<Uint8Array>
  /** Whether the account `signer` signed this message. */
  isCeremonyMessageSignature(
    options: CeremonyMessageOptions & { signature: Uint8Array; signer: string },
  ): boolean
  /** Every ceremony of an authority, oldest first. */
  ceremonies(id: string, options: { blocks: Blocks }): Promise<CeremonyRecord[]>
}

export function createOpeningCeremonies(contract: ContractFunctions): OpeningCeremonies {
  return {
    async beginCeremony({ account, id, epoch, trustee }) {
      const parameters = [hex32(id), positive(epoch, 'An epoch'), trusteeNumber(trustee)]
      const receipt = await contract.transact(account, 'beginCeremony', parameters)
      // From the log: another ceremony may have begun since.
      const begun = await contract.events('CeremonyBegun', [hex32(id)])
      const own = begun.find(({ place }) => place.transactionHash === receipt.transactionHash)
      if (own === undefined) {
        throw new RegistryError('change-pending', 'The chain was reorganised; look again later.')
      }
      return { ...receipt, ceremony: Number(own.event.args.ceremony) }
    },

    async broadcast({ account, id, ceremony, round, trustee, message }) {
      const numbers = [positive(ceremony, 'A ceremony'), round, trusteeNumber(trustee)]
      return contract.transact(account, 'broadcast', [hex32(id), ...numbers, hexlify(message)])
    },

    async abortCeremony({ account, id, ceremony, trustee, accused, evidence }) {
      const blamed = accused === 0 ? 0 : trusteeNumber(accused)
      const numbers = [positive(ceremony, 'A ceremony'), trusteeNumber(trustee), blamed]
      return contract.transact(account, 'abortCeremony', [hex32(id), ...numbers, hexlify(evidence)])
    },

    signCeremonyMessage: async ({ account, ...options }) =>
      getBytes(await contract.signMessage(account, ceremonyMessage(options))),

    isCeremonyMessageSignature: ({ signature, signer, ...options }) =>
      contract.signerOf(ceremonyMessage(options), signature) === parseAddress(signer),

    async ceremonies(id, { blocks }) {
      const kinds = ['CeremonyBegun', 'Broadcast', 'CeremonyAborted', 'CeremonyPublished']
      const records = new Map<number, CeremonyRecord>()
      for (const { event, place } of await contract.events(kinds, [hex32(id)], blocks)) {
        const { name, args } = event
        const ceremony = Number(args.ceremony)
        if (name === 'CeremonyBegun') {
          const [epoch, by] = [Number(args.epoch), Number(args.by)]
          records.set(ceremony, { ceremony, epoch, by, begun: place, broadcasts: [] })
          continue
        }
        const record = records.get(ceremony)
        // A reorganisation between two requests can take the beginning away from what is read.
        if (record === undefined) continue
        if (name === 'Broadcast') {
          const [round, trustee] = [Number(args.round) as CeremonyRound, Number(args.index)]
          record.broadcasts.push({ round, trustee, message: getBytes(args.message), place })
        } else if (name === 'CeremonyAborted') {
          const [trustee, accused] = [Number(args.by), Number(args.accused)]
          record.aborted = { trustee, accused, evidence: getBytes(args.evidence), place }
        } else record.published = place
      }
      return [...records.values()]
    },
  }
}
