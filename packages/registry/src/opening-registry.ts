import type { Eip1193Provider } from '@velum/did'
import { AbiCoder, concat, getBytes, hexlify, keccak256 } from 'ethers'
import type { Account } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { bytes32, dateOf, hex32, positive } from './call-parameters.ts'
import { openingRegistryInterface } from './contract.ts'
import { contractFunctions } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import type { ChainPlace } from './event-log.ts'
import { RegistryError } from './registry-error.ts'
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
}

export interface RegisteredAuthority {
  registrar: Address
  trustees: Address[]
  threshold: number
  name: string
  /** The current one; 0 before the first key. */
  epoch: number
}

export interface EpochOptions {
  /** The authority's id, `0x…`. */
  id: string
  /** One more than the current one. */
  epoch: number
  /** The joint public key: a point of G1, 48 bytes. */
  key: Uint8Array
  /** The trustees' public shares in their order, 48 bytes each. */
  verificationShares: readonly Uint8Array[]
  /** SHA-256 of the transcript of the key's generation. */
  dkgHash: Uint8Array
}

export interface PublishEpochOptions extends EpochOptions {
  /** One of each trustee, in their order, as `signEpoch` makes them. */
  signatures: readonly Uint8Array[]
  /** Sends and pays; any account may. */
  account: Account
}

export interface EpochKey {
  epoch: number
  /** 48 bytes. Not checked: whoever uses it decodes it as a point, with the subgroup check. */
  key: Uint8Array
  dkgHash: Uint8Array
  publishedAt: Date
}

export type EpochEvent = ChainPlace & Omit<EpochKey, 'publishedAt'> & { verificationShares: Uint8Array[] }

export interface OpeningRegistry {
  address: Address
  /** The id that an authority gets, known before it is registered. */
  authorityId(options: AuthorityIdOptions): Hex
  authority(id: string): Promise<RegisteredAuthority | undefined>
  /** The key of an epoch; the current one where none is named. Undefined when there is none. */
  epochKey(id: string, epoch?: number): Promise<EpochKey | undefined>
  /** The newest epoch that no reorganisation of the chain takes back, some minutes behind the current one on a public chain; 0 before
   *  the first. Throws RegistryError 'chain-error' where the node has no final block or does not know the tag `finalized`. */
  finalEpoch(id: string): Promise<number>
  /** Every epoch of an authority, oldest first. */
  epochs(id: string): Promise<EpochEvent[]>
  /** Throws RegistryError 'change-refused' (reasons 'invalid-trustees', 'invalid-threshold', 'already-registered'),
   *  'payer-unfunded'. */
  registerAuthority(options: RegisterAuthorityOptions): Promise<Receipt & { id: Hex }>
  /** One trustee's signature for an epoch's key, 65 bytes. It has no deadline: it counts until another key of this
   *  epoch is published. */
  signEpoch(options: EpochOptions & { account: Account }): Promise<Uint8Array>
  /** Throws RegistryError 'change-refused' (reasons 'unknown-authority', 'epoch-not-next', 'invalid-epoch-key',
   *  'invalid-shares', 'not-signed-by-all', 'bad-signature'), 'payer-unfunded'. */
  publishEpoch(options: PublishEpochOptions): Promise<Receipt>
}

/** EIP-712, as IOpeningRegistry.sol documents it. */
const EPOCH_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'epoch', type: 'uint64' },
  { name: 'keyHash', type: 'bytes32' },
  { name: 'sharesHash', type: 'bytes32' },
  { name: 'dkgHash', type: 'bytes32' },
]

const POINT_BYTES = 48

export function createOpeningRegistry(deployment: Deployment, provider: Eip1193Provider): OpeningRegistry {
  const address = deployment.contracts.openingRegistry
  const contract = contractFunctions({
    deployment,
    provider,
    name: 'OpeningRegistry',
    address,
    contract: openingRegistryInterface,
  })

  function authorityId({ registrar, salt }: AuthorityIdOptions): Hex {
    const parts = [deployment.chainId, address, parseAddress(registrar), bytes32(salt)]
    const types = ['uint256', 'address', 'address', 'bytes32']
    return keccak256(AbiCoder.defaultAbiCoder().encode(types, parts)) as Hex
  }

  return {
    address,
    authorityId,

    async authority(id) {
      const found = await contract.read('authority', [hex32(id)])
      const threshold = Number(found.threshold)
      if (threshold === 0) return undefined
      const [trustees] = await contract.read('trustees', [hex32(id)])
      return {
        registrar: parseAddress(found.registrar),
        trustees: trustees.map(parseAddress),
        threshold,
        name: found.name,
        epoch: Number(found.epoch),
      }
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
      }
    },

    async finalEpoch(id) {
      return Number((await contract.readFinal('authority', [hex32(id)])).epoch)
    },

    async epochs(id) {
      const events = await contract.events('EpochPublished', [hex32(id)])
      return events.map(({ event: { args }, place }) => ({
        ...place,
        epoch: Number(args.epoch),
        key: getBytes(args.key),
        verificationShares: pointsIn(getBytes(args.verificationShares)),
        dkgHash: getBytes(args.dkgHash),
      }))
    },

    async registerAuthority({ account, salt, trustees, threshold, name }) {
      const parameters = [bytes32(salt), trustees.map(parseAddress), positive(threshold, 'A threshold'), name]
      const receipt = await contract.transact(account, 'registerAuthority', parameters)
      return { ...receipt, id: authorityId({ registrar: account.address, salt }) }
    },

    async signEpoch({ account, ...options }) {
      const message = {
        authority: hex32(options.id),
        epoch: positive(options.epoch, 'An epoch'),
        keyHash: keccak256(point(options.key)),
        sharesHash: keccak256(concat(options.verificationShares.map(point))),
        dkgHash: bytes32(options.dkgHash),
      }
      return getBytes(
        await contract.signMessage(account, { type: 'EpochKey', fields: EPOCH_FIELDS, message }),
      )
    },

    async publishEpoch({ account, ...options }) {
      const parameters = [
        hex32(options.id),
        positive(options.epoch, 'An epoch'),
        point(options.key),
        concat(options.verificationShares.map(point)),
        bytes32(options.dkgHash),
        options.signatures.map((signature) => hexlify(signature)),
      ]
      return contract.transact(account, 'publishEpoch', parameters)
    },
  }
}

function point(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== POINT_BYTES) {
    throw new RegistryError('invalid-change', `Keys and verification shares have ${POINT_BYTES} bytes.`)
  }
  return bytes
}

function pointsIn(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / POINT_BYTES }, (_, i) =>
    bytes.slice(i * POINT_BYTES, (i + 1) * POINT_BYTES),
  )
}
