import { type Did, parseEthrDid } from '@velum/did'
import type { WalletWorld } from '../wallet-world.ts'
import { controllingKey } from './controller.ts'
import type { DelegateChange, DelegatePurpose, DidDelegate } from './did-entry.ts'
import { heldEthrDid } from './held-did.ts'

const secondsPerDay = 86_400

/** Those in force now. The events name them; whether one still is a delegate the contract says, by the chain's own clock.
 *  Throws HolderError 'did-not-held', 'did-method-not-supported'; RegistryError. */
export async function listDelegates({ vault, chain }: WalletWorld, did: Did): Promise<DidDelegate[]> {
  await heldEthrDid(vault, did)
  const { didRegistry } = chain
  const { address: identity } = parseEthrDid(did)
  const newest = new Map<string, DidDelegate>()
  for (const change of await didRegistry.history(identity)) {
    if (change.kind !== 'delegate' || !isPurpose(change.type)) continue
    const { type: purpose, delegate: address, validTo } = change
    newest.set(`${purpose} ${address}`, { address, purpose, validUntil: validTo.toISOString() })
  }
  const named = [...newest.values()]
  const inForce = await Promise.all(
    named.map(({ address: delegate, purpose: type }) => didRegistry.isDelegate({ identity, type, delegate })),
  )
  return named.filter((_, position) => inForce[position])
}

/** Throws, besides, HolderError 'did-not-controlled'. */
export async function addDelegate(
  world: WalletWorld,
  { did, address: delegate, purpose: type, validDays }: DelegateChange & { readonly validDays: number },
): Promise<void> {
  const { account } = await controllingKey(world, did)
  const { didRegistry } = world.chain
  const { address: identity } = parseEthrDid(did)
  const validitySeconds = validDays * secondsPerDay
  await world.chain.send(
    await didRegistry.signAddDelegate({ identity, account, type, delegate, validitySeconds }),
  )
}

/** Throws, besides, HolderError 'did-not-controlled'. */
export async function removeDelegate(
  world: WalletWorld,
  { did, address: delegate, purpose: type }: DelegateChange,
): Promise<void> {
  const { account } = await controllingKey(world, did)
  const { address: identity } = parseEthrDid(did)
  await world.chain.send(
    await world.chain.didRegistry.signRevokeDelegate({ identity, account, type, delegate }),
  )
}

function isPurpose(type: string): type is DelegatePurpose {
  return type === 'veriKey' || type === 'sigAuth'
}
