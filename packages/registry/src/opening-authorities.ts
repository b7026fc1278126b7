import { AbiCoder, concat, getBytes, hexlify, keccak256 } from 'ethers'
import type { Account } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { type AuthorityRules, rulesOf, rulesTuple } from './authority-rules.ts'
import { bytes32, dateOf, hex32, positive, trusteeNumber } from './call-parameters.ts'
import type { ContractFunctions } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import type { Blocks, ChainPlace } from './event-log.ts'
import {
  ceremonyNumber,
  type EpochOptions,
  epochMessage,
  point,
  pointsIn,
  type RefreshOptions,
  type ReplacementOptions,
  refreshMessage,
  replacementMessage,
} from './opening-messages.ts'
import { readSignsOfLife } from './signs-of-life.ts'
import type { Receipt } from './transaction.ts'

export interface AuthorityIdOptions {
  /** Who registers it. */
  registrar: string
  /** 32 bytes. */
  salt: Uint8Array
}

export interface RegisterAuthorityOptions {
  /** Registers and pays; any account may. */
  account: Account
  /** 32 bytes that the account has not used. */
  salt: Uint8Array
  /** Their addresses, in the order of their shares; 1 to 64. */
  trustees: readonly string[]
  /** How many of them open together; with 1, each of them opens alone. */
  threshold: number
  /** What people call it. */
  name: string
  rules: AuthorityRules
}

export interface RegisteredAuthority {
  registrar: Address
  trustees: Address[]
  threshold: number
  name: string
  /** The current one; 0 before the first key. */
  epoch: number
  rules: AuthorityRules
}

export interface PublishEpochOptions extends EpochOptions {
  /** One of each trustee, in their order, as `signEpoch` makes them. */
  signatures: readonly Uint8Array[]
  /** Sends and pays; any account may. */
  account: Account
}

export interface PublishRefreshOptions extends RefreshOptions {
  /** One of each present trustee, in their order, as `signRefresh` makes them. */
  signatures: readonly Uint8Array[]
  /** Sends and pays; any account may. */
  account: Account
}

export interface SignReplacementOptions extends ReplacementOptions {
  /** How many replacements came before; as the chain has it by default. */
  nonce?: number
  /** A present trustee's. */
  account: Account
}

export interface ReplaceTrusteeOptions extends ReplacementOptions {
  /** Of a threshold or more of the present trustees, by their numbers. */
  signatures: readonly { trustee: number; signature: Uint8Array }[]
  /** Sends and pays; any account may. */
  account: Account
}

export interface TrusteeOptions {
  /** The authority's id, `0x…`. */
  id: string
  /** The trustee's number, from 1. */
  trustee: number
  /** The trustee's; pays. */
  account: Account
}

export interface EpochKey {
  epoch: number
  /** 48 bytes. Not checked: whoever uses it decodes it as a point, with the subgroup check. */
  key: Uint8Array
  dkgHash: Uint8Array
  publishedAt: Date
  /** How often the shares were refreshed. */
  revision: number
  /** The numbers of the trustees who say that they have destroyed their shares. */
  destroyedBy: number[]
}

/** An authority as it was registered; trustees may have been replaced since. */
export type RegistrationEvent = ChainPlace & Omit<RegisteredAuthority, 'epoch'> & { id: Hex }

export type EpochEvent = ChainPlace &
  Pick<EpochKey, 'epoch' | 'key' | 'dkgHash'> & { verificationShares: Uint8Array[] }

export type RefreshEvent = ChainPlace & {
  epoch: number
  revision: number
  verificationShares: Uint8Array[]
  dkgHash: Uint8Array
}

export type ReplacementEvent = ChainPlace & {
  /** The number whose holder changed. */
  trustee: number
  from: Address
  to: Address
  /** How many replacements came before. */
  nonce: number
}

export type DestructionEvent = ChainPlace & {
  epoch: number
  /** The number of the trustee who says that its shares are gone. */
  trustee: number
}

interface ReadOptions {
  /** To the newest block by default. */
  blocks?: Blocks
}

export interface OpeningAuthorities {
  /** The id that an authority gets, known before it is registered. */
  authorityId(options: AuthorityIdOptions): Hex
  authority(id: string): Promise<RegisteredAuthority | undefined>
  /** Every authority that was ever registered, oldest first. */
  registrations(options?: ReadOptions): Promise<RegistrationEvent[]>
  /** The key of an epoch; the current one where none is named. Undefined when there is none. */
  epochKey(id: string, epoch?: number): Promise<EpochKey | undefined>
  /** The newest epoch that no reorganisation of the chain takes back, some minutes behind the current one on a public chain; 0 before
   *  the first. Throws RegistryError 'chain-error' where the node has no final block or does not know the tag `finalized`. */
  finalEpoch(id: string): Promise<number>
  /** Every epoch of an authority with its first shares, oldest first. */
  epochs(id: string, options?: ReadOptions): Promise<EpochEvent[]>
  /** Every refresh of an authority's shares, oldest first; the last of an epoch has the shares that count. */
  refreshes(id: string, options?: ReadOptions): Promise<RefreshEvent[]>
  /** Every replacement of a trustee, oldest first. */
  replacements(id: string, options?: ReadOptions): Promise<ReplacementEvent[]>
  /** Every word of a trustee that it destroyed its shares of an epoch, oldest first. */
  destructions(id: string, options?: ReadOptions): Promise<DestructionEvent[]>
  /** When each trustee, by number, did anything on chain last. One that never did is not there, nor one that came in
   *  another's place and has not done anything yet. */
  signsOfLife(id: string, options?: ReadOptions): Promise<Map<number, Date>>
  /** Throws RegistryError 'change-refused' (reasons 'invalid-trustees', 'invalid-threshold', 'invalid-rules',
   *  'already-registered'), 'payer-unfunded'. */
  registerAuthority(options: RegisterAuthorityOptions): Promise<Receipt & { id: Hex }>
  /** One trustee's signature for an epoch's key, 65 bytes. It counts while its ceremony is under way, and until that has ended,
   *  finally, the trustee keeps the share that belongs to it. */
  signEpoch(options: EpochOptions & { account: Account }): Promise<Uint8Array>
  /** The same for a refresh of an epoch's shares. */
  signRefresh(options: RefreshOptions & { account: Account }): Promise<Uint8Array>
  /** One trustee's signature for the replacement of one, 65 bytes; it counts until another replacement was made. */
  signReplacement(options: SignReplacementOptions): Promise<Uint8Array>
  /** Whether the account `signer` signed this epoch's key. */
  isEpochSignature(options: EpochOptions & { signature: Uint8Array; signer: string }): boolean
  /** Whether the account `signer` signed this refresh. */
  isRefreshSignature(options: RefreshOptions & { signature: Uint8Array; signer: string }): boolean
  /** Throws RegistryError 'change-refused' (reasons 'unknown-authority', 'epoch-not-next', 'invalid-epoch-key',
   *  'invalid-shares', 'not-signed-by-all', 'bad-signature', 'ceremony-not-under-way'), 'payer-unfunded'. */
  publishEpoch(options: PublishEpochOptions): Promise<Receipt>
  /** Throws RegistryError 'change-refused' (reasons 'unknown-authority', 'unknown-epoch', 'epoch-retired',
   *  'revision-not-next', 'invalid-shares', 'not-signed-by-all', 'bad-signature', 'ceremony-not-under-way'),
   *  'payer-unfunded'. */
  publishRefresh(options: PublishRefreshOptions): Promise<Receipt>
  /** Aborts a ceremony that is under way. Throws RegistryError 'change-refused' (reasons 'unknown-authority',
   *  'unknown-trustee', 'invalid-trustees', 'not-enough-signers', 'invalid-signers', 'not-signed-by-all',
   *  'bad-signature'), 'payer-unfunded'. */
  replaceTrustee(options: ReplaceTrusteeOptions): Promise<Receipt>
  /** A sign of life. Throws RegistryError 'change-refused' (reason 'not-trustee'), 'payer-unfunded'. */
  checkIn(options: TrusteeOptions): Promise<Receipt>
  /** Says that the trustee has destroyed its shares of an epoch whose last possible request has expired: retention, delay and
   *  lifetime after the next epoch. Throws RegistryError 'change-refused'
   *  (reasons 'not-trustee', 'unknown-epoch', 'epoch-not-retired', 'already-attested'), 'payer-unfunded'. */
  attestDestroyed(options: TrusteeOptions & { epoch: number }): Promise<Receipt>
}

export function createOpeningAuthorities(
  contract: ContractFunctions,
  { chainId, contracts }: Deployment,
): OpeningAuthorities {
  function authorityId({ registrar, salt }: AuthorityIdOptions): Hex {
    const parts = [chainId, contracts.openingRegistry, parseAddress(registrar), bytes32(salt)]
    const types = ['uint256', 'address', 'address', 'bytes32']
    return keccak256(AbiCoder.defaultAbiCoder().encode(types, parts)) as Hex
  }

  return {
    authorityId,

    async authority(id) {
      const found = await contract.read('authority', [hex32(id)])
      const threshold = Number(found.threshold)
      if (threshold === 0) return undefined
      const [[trustees], [rules]] = await Promise.all([
        contract.read('trustees', [hex32(id)]),
        contract.read('rules', [hex32(id)]),
      ])
      return {
        registrar: parseAddress(found.registrar),
        trustees: trustees.map(parseAddress),
        threshold,
        name: found.name,
        epoch: Number(found.epoch),
        rules: rulesOf(rules),
      }
    },

    async registrations({ blocks } = {}) {
      const events = await contract.events('AuthorityRegistered', [], blocks)
      return events.map(({ event: { args }, place }) => ({
        ...place,
        id: args.id as Hex,
        registrar: parseAddress(args.registrar),
        trustees: [...args.trustees].map(parseAddress),
        threshold: Number(args.threshold),
        name: args.name as string,
        rules: rulesOf(args.rules),
      }))
    },

    async epochKey(id, epoch) {
      const wanted = epoch ?? Number((await contract.read('authority', [hex32(id)])).epoch)
      const found = await contract.read('epochKey', [hex32(id), wanted])
      if (found.publishedAt === 0n) return undefined
      return {
        epoch: wanted,
        key: getBytes(found.key),
        dkgHash: getBytes(found.dkgHash),
        publishedAt: dateOf(found.publishedAt),
        revision: Number(found.revision),
        destroyedBy: numbersIn(found.destroyed),
      }
    },

    async finalEpoch(id) {
      return Number((await contract.readFinal('authority', [hex32(id)])).epoch)
    },

    async epochs(id, { blocks } = {}) {
      const events = await contract.events('EpochPublished', [hex32(id)], blocks)
      return events.map(({ event: { args }, place }) => ({
        ...place,
        epoch: Number(args.epoch),
        key: getBytes(args.key),
        verificationShares: pointsIn(getBytes(args.verificationShares)),
        dkgHash: getBytes(args.dkgHash),
      }))
    },

    async refreshes(id, { blocks } = {}) {
      const events = await contract.events('EpochRefreshed', [hex32(id)], blocks)
      return events.map(({ event: { args }, place }) => ({
        ...place,
        epoch: Number(args.epoch),
        revision: Number(args.revision),
        verificationShares: pointsIn(getBytes(args.verificationShares)),
        dkgHash: getBytes(args.dkgHash),
      }))
    },

    async replacements(id, { blocks } = {}) {
      const events = await contract.events('TrusteeReplaced', [hex32(id)], blocks)
      return events.map(({ event: { args }, place }) => ({
        ...place,
        trustee: Number(args.index),
        from: parseAddress(args.from),
        to: parseAddress(args.to),
        nonce: Number(args.nonce),
      }))
    },

    async destructions(id, { blocks } = {}) {
      const events = await contract.events('SharesDestroyed', [hex32(id)], blocks)
      return events.map(({ event: { args }, place }) => ({
        ...place,
        epoch: Number(args.epoch),
        trustee: Number(args.index),
      }))
    },

    signsOfLife: (id, { blocks } = {}) => readSignsOfLife(contract, hex32(id), blocks),

    async registerAuthority({ account, salt, trustees, threshold, name, rules }) {
      const people = trustees.map(parseAddress)
      const parameters = [bytes32(salt), people, positive(threshold, 'A threshold'), name, rulesTuple(rules)]
      const receipt = await contract.transact(account, 'registerAuthority', parameters)
      return { ...receipt, id: authorityId({ registrar: account.address, salt }) }
    },

    signEpoch: async ({ account, ...options }) =>
      getBytes(await contract.signMessage(account, epochMessage(options))),

    signRefresh: async ({ account, ...options }) =>
      getBytes(await contract.signMessage(account, refreshMessage(options))),

    async signReplacement({ account, nonce, ...options }) {
      const next = nonce ?? Number((await contract.read('replacements', [hex32(options.id)]))[0])
      return getBytes(await contract.signMessage(account, replacementMessage({ ...options, nonce: next })))
    },

    isEpochSignature: ({ signature, signer, ...options }) =>
      contract.signerOf(epochMessage(options), signature) === parseAddress(signer),

    isRefreshSignature: ({ signature, signer, ...options }) =>
      contract.signerOf(refreshMessage(options), signature) === parseAddress(signer),

    async publishEpoch({ account, ...options }) {
      const parameters = [
        hex32(options.id),
        ceremonyNumber(options),
        positive(options.epoch, 'An epoch'),
        point(options.key),
        concat(options.verificationShares.map(point)),
        bytes32(options.dkgHash),
        options.signatures.map((signature) => hexlify(signature)),
      ]
      return contract.transact(account, 'publishEpoch', parameters)
    },

    async publishRefresh({ account, ...options }) {
      const parameters = [
        hex32(options.id),
        ceremonyNumber(options),
        positive(options.epoch, 'An epoch'),
        positive(options.revision, 'A revision'),
        concat(options.verificationShares.map(point)),
        bytes32(options.dkgHash),
        options.signatures.map((signature) => hexlify(signature)),
      ]
      return contract.transact(account, 'publishRefresh', parameters)
    },

    async replaceTrustee({ account, id, trustee, replacement, signatures }) {
      // The contract wants them in the trustees' order; in which they came together is nobody's concern.
      const ordered = [...signatures].sort((one, other) => one.trustee - other.trustee)
      const parameters = [
        hex32(id),
        trusteeNumber(trustee),
        parseAddress(replacement),
        ordered.map((signed) => trusteeNumber(signed.trustee)),
        ordered.map(({ signature }) => hexlify(signature)),
      ]
      return contract.transact(account, 'replaceTrustee', parameters)
    },

    checkIn: async ({ account, id, trustee }) =>
      contract.transact(account, 'checkIn', [hex32(id), trusteeNumber(trustee)]),

    attestDestroyed: async ({ account, id, epoch, trustee }) =>
      contract.transact(account, 'attestDestroyed', [
        hex32(id),
        positive(epoch, 'An epoch'),
        trusteeNumber(trustee),
      ]),
  }
}

/** The numbers whose bits are set; bit 0 is trustee 1. */
function numbersIn(bits: bigint): number[] {
  return Array.from({ length: 64 }, (_, i) => i + 1).filter((i) => (bits >> BigInt(i - 1)) & 1n)
}
