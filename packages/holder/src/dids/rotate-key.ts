import { bytesToHex } from '@noble/hashes/utils.js'
import { type Did, parseEthrDid } from '@velum/did'
import type { WalletWorld } from '../wallet-world.ts'
import { controllingKey, noteController } from './controller.ts'
import type { DidEntry } from './did-entry.ts'
import { describeDid, newestAccount, updateEthrDid } from './held-did.ts'

/** Hands a did:ethr over to a new key, which is in the vault before the change leaves. When an earlier rotation did not
 *  arrive, its key is sent again instead of a newer one, so that whichever message lands leads to the same key.
 *  Throws HolderError 'did-not-held', 'did-method-not-supported', 'did-not-controlled'; RegistryError. */
export async function rotateKey(world: WalletWorld, did: Did): Promise<DidEntry> {
  const { vault, chain, random } = world
  const { account } = await controllingKey(world, did)
  const secretKey = bytesToHex(random(32))
  const prepared = await updateEthrDid(vault, did, (stored) =>
    newestAccount(stored).address === stored.controller
      ? { ...stored, secretKeys: [...stored.secretKeys, secretKey] as const }
      : stored,
  )
  const newOwner = newestAccount(prepared).address
  const { address: identity } = parseEthrDid(did)
  await chain.send(await chain.didRegistry.signChangeOwner({ identity, account, newOwner }))
  return describeDid(await noteController(world, did))
}

/** Asks the chain what became of a rotation. Throws HolderError 'did-not-held', 'did-method-not-supported';
 *  RegistryError. */
export async function settleRotation(world: WalletWorld, did: Did): Promise<DidEntry> {
  return describeDid(await noteController(world, did))
}
