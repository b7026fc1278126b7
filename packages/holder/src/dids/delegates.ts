import { type Did, parseEthrDid } from '@velum/did'
import type { WalletWorld } from '../wallet-world.ts'
import { controllingKey } from './controller.ts'
import type { DelegateChange, DelegatePurpose, DidDelegate } from './dids.ts'
import { heldEthrDid } from './held-did.ts'

const secondsPerDay = 86_400

/** Those in force now, by the chain's events. Throws HolderError 'did-not-held', 'did-method-not-supported';
 *  RegistryError. */
export async function listDelegates({ vault, chain, now }: WalletWorld, did: Did): Promise<DidDelegate[]> {
  await heldEthrDid(vault, did)
  const newest = new Map<string, DidDelegate & { readonly validTo: Date }>()
  for (const change of await chain.didRegistry.history(parseEthrDid(did).address)) {
    if (change.kind !== 'delegate' || !isPurpose(change.type)) continue
    const { type: purpose, delegate: address, validTo } = change
    const validUntil = validTo.toISOString()
    newest.set(`${purpose} ${address}`, { address, purpose, validUntil, validTo })
  }
  return [...newest.values()]
    .filter(({ validTo }) => validTo > now())
    .map(({ address, purpose, validUntil }) => ({ address, purpose, validUntil }))
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
