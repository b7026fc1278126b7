import type { Eip1193Provider } from '@velum/did'
import { encodeBytes32String, getBytes, hexlify, Signature, solidityPackedKeccak256 } from 'ethers'
import type { Account } from './account.ts'
import { type Address, type Hex, parseAddress } from './address.ts'
import { didRegistryInterface, readContract } from './contract.ts'
import type { Deployment } from './deployment.ts'
import { type DidChange, readDidHistory } from './did-history.ts'
import { RegistryError } from './registry-error.ts'
import type { SignedChange } from './signed-change.ts'

export interface ChangeOptions {
  /** The address in the did:ethr, which stays the same when its owner changes. */
  identity: string
  /** The identity's current owner. */
  account: Account
}

export interface AttributeOptions extends ChangeOptions {
  /** At most 31 bytes, e.g. `did/pub/Multikey/veriKey/base58`. */
  name: string
  value: Uint8Array
}

export interface DelegateOptions extends ChangeOptions {
  /** `veriKey` or `sigAuth`. */
  type: string
  delegate: string
}

interface Validity {
  /** From the block in which the change lands. */
  validitySeconds: number
}

/** ERC-1056 as typed functions. Each `sign…` reads the owner's nonce, so a change is good for the next change of
 *  that owner only; it throws RegistryError 'not-controller' when the account is not the identity's owner. The
 *  signatures carry no chain id (ERC-1056 has none in them): an owner of the same identity on two chains that have
 *  the registry at one address signs for both. */
export interface DidRegistry {
  address: Address
  /** Who controls the identity now: itself, until it was handed on. */
  owner(identity: string): Promise<Address>
  isDelegate(options: { identity: string; type: string; delegate: string }): Promise<boolean>
  signSetAttribute(options: AttributeOptions & Validity): Promise<SignedChange>
  signRevokeAttribute(options: AttributeOptions): Promise<SignedChange>
  signAddDelegate(options: DelegateOptions & Validity): Promise<SignedChange>
  signRevokeDelegate(options: DelegateOptions): Promise<SignedChange>
  /** Hands the identity to `newOwner`. The zero address deactivates the DID, for good. */
  signChangeOwner(options: ChangeOptions & { newOwner: string }): Promise<SignedChange>
  /** Every change of the identity, oldest first. */
  history(identity: string): Promise<DidChange[]>
}

interface CallArgument {
  type: 'address' | 'bytes32' | 'bytes' | 'uint256'
  value: unknown
}

export function createDidRegistry(deployment: Deployment, provider: Eip1193Provider): DidRegistry {
  const address = deployment.contracts.didRegistry
  const read = (name: string, parameters: readonly unknown[]) =>
    readContract({ provider, contract: didRegistryInterface, address, function: name, parameters })

  async function owner(identity: string): Promise<Address> {
    return parseAddress((await read('identityOwner', [parseAddress(identity)]))[0])
  }

  /** What is signed: 0x19 00 ‖ registry ‖ nonce ‖ identity ‖ name of the function ‖ its arguments. (ERC-1056) */
  async function sign(
    options: ChangeOptions,
    name: string,
    call: readonly CallArgument[],
  ): Promise<SignedChange> {
    const identity = parseAddress(options.identity)
    const controller = await owner(identity)
    if (controller !== options.account.address) {
      throw new RegistryError('not-controller', 'This account does not own the identity (any more).')
    }
    const [nonce] = await read('nonce', [controller])
    const digest = solidityPackedKeccak256(
      ['bytes2', 'address', 'uint256', 'address', 'string', ...call.map(({ type }) => type)],
      ['0x1900', address, nonce, identity, name, ...call.map(({ value }) => value)],
    )
    const { v, r, s } = Signature.from(hexlify(await options.account.sign(getBytes(digest))))
    const data = didRegistryInterface.encodeFunctionData(`${name}Signed`, [
      identity,
      v,
      r,
      s,
      ...call.map(({ value }) => value),
    ])
    return { chainId: deployment.chainId, contract: address, data: data as Hex }
  }

  return {
    address,
    owner,
    async isDelegate({ identity, type, delegate }) {
      const parameters = [parseAddress(identity), bytes32(type), parseAddress(delegate)]
      return (await read('validDelegate', parameters))[0]
    },
    signSetAttribute: (options) =>
      sign(options, 'setAttribute', [...attribute(options), seconds(options.validitySeconds)]),
    signRevokeAttribute: (options) => sign(options, 'revokeAttribute', attribute(options)),
    signAddDelegate: (options) =>
      sign(options, 'addDelegate', [...delegation(options), seconds(options.validitySeconds)]),
    signRevokeDelegate: (options) => sign(options, 'revokeDelegate', delegation(options)),
    signChangeOwner: (options) =>
      sign(options, 'changeOwner', [{ type: 'address', value: parseAddress(options.newOwner) }]),
    history: (identity) => readDidHistory({ deployment, provider, identity: parseAddress(identity) }),
  }
}

function attribute({ name, value }: AttributeOptions): CallArgument[] {
  return [
    { type: 'bytes32', value: bytes32(name) },
    { type: 'bytes', value },
  ]
}

function delegation({ type, delegate }: DelegateOptions): CallArgument[] {
  return [
    { type: 'bytes32', value: bytes32(type) },
    { type: 'address', value: parseAddress(delegate) },
  ]
}

function seconds(validitySeconds: number): CallArgument {
  if (!Number.isSafeInteger(validitySeconds) || validitySeconds < 1) {
    throw new RegistryError('invalid-change', 'A validity is a whole number of seconds, at least one.')
  }
  return { type: 'uint256', value: BigInt(validitySeconds) }
}

function bytes32(text: string): string {
  try {
    return encodeBytes32String(text)
  } catch (cause) {
    throw new RegistryError('invalid-change', 'A name has at most 31 bytes.', { cause })
  }
}
