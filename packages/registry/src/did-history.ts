import { getBytes, toUtf8String, zeroPadValue } from 'ethers'
import { type Address, parseAddress } from './address.ts'
import { dateOf } from './call-parameters.ts'
import { didRegistryInterface } from './contract.ts'
import type { DecodedEvent } from './decode-abi.ts'
import { type ChainPlace, type ReadEventsOptions, readEvents } from './event-log.ts'

/** One change of an identity. `validTo` in the past: a revocation, or an entry whose time has come. */
export type DidChange = ChainPlace &
  (
    | { kind: 'owner'; owner: Address }
    | { kind: 'delegate'; type: string; delegate: Address; validTo: Date }
    | { kind: 'attribute'; name: string; value: Uint8Array; validTo: Date }
  )

export type ReadDidHistoryOptions = Pick<ReadEventsOptions, 'deployment' | 'provider'> & { identity: Address }

/** Every change of an identity, oldest first, also those that DID resolution passes over. */
export async function readDidHistory(options: ReadDidHistoryOptions): Promise<DidChange[]> {
  const { deployment, provider, identity } = options
  const events = await readEvents({
    deployment,
    provider,
    contract: didRegistryInterface,
    address: deployment.contracts.didRegistry,
    blocks: 'newest',
    topics: [null, zeroPadValue(identity, 32)],
  })
  return events.map(({ event, place }) => ({ ...place, ...describe(event) }))
}

type Description = DidChange extends infer Change
  ? Change extends ChainPlace
    ? Omit<Change, keyof ChainPlace>
    : never
  : never

function describe({ name, args }: DecodedEvent): Description {
  if (name === 'DIDOwnerChanged') return { kind: 'owner', owner: parseAddress(args.owner) }
  const validTo = dateOf(args.validTo)
  if (name === 'DIDDelegateChanged') {
    return {
      kind: 'delegate',
      type: textOf(args.delegateType),
      delegate: parseAddress(args.delegate),
      validTo,
    }
  }
  return { kind: 'attribute', name: textOf(args.name), value: getBytes(args.value), validTo }
}

/** Names are text by convention only, up to all 32 bytes of it; others are shown as the bytes they are. */
function textOf(bytes32: string): string {
  try {
    return toUtf8String(bytes32).replace(/\0+$/, '')
  } catch {
    return bytes32
  }
}
