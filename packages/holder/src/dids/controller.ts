import { type Did, parseEthrDid } from '@velum/did'
import type { Account } from '@velum/registry'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { accountOf, heldEthrDid, updateEthrDid } from './held-did.ts'
import type { StoredEthrDid } from './stored-did.ts'

/** Asks the chain who controls a did:ethr and notes it. Throws HolderError 'did-not-held', 'did-method-not-supported';
 *  RegistryError. */
export async function noteController({ vault, chain }: WalletWorld, did: Did): Promise<StoredEthrDid> {
  const stored = await heldEthrDid(vault, did)
  const controller = await chain.didRegistry.owner(parseEthrDid(did).address)
  if (controller === stored.controller) return stored
  return updateEthrDid(vault, did, (current) => ({ ...current, controller }))
}

/** The key that controls a did:ethr now. Throws, besides, HolderError 'did-not-controlled'. */
export async function controllingKey(
  world: WalletWorld,
  did: Did,
): Promise<{ readonly account: Account; readonly secretKey: string }> {
  const { secretKeys, controller } = await noteController(world, did)
  for (const secretKey of secretKeys) {
    const account = accountOf(secretKey)
    if (account.address === controller) return { account, secretKey }
  }
  throw new HolderError(
    'did-not-controlled',
    'On the chain, this DID is controlled by a key that is not in this wallet; use the wallet that has it.',
  )
}
