import { bytesToHex } from '@noble/hashes/utils.js'
import { restoreEd25519KeyPair } from '@velum/credential'
import { ed25519DidKey, ethrDid } from '@velum/did'
import type { WalletWorld } from '../wallet-world.ts'
import type { DidEntry } from './did-entry.ts'
import { accountOf, describeDid } from './held-did.ts'
import { didCollection, type StoredDid } from './stored-did.ts'

export async function createKeyDid(world: WalletWorld, name: string): Promise<DidEntry> {
  const secretKey = world.random(32)
  const { publicKey } = await restoreEd25519KeyPair(secretKey)
  const did = ed25519DidKey(publicKey)
  const createdAt = world.now().toISOString()
  return keep(world, { method: 'key', did, name, createdAt, secretKey: bytesToHex(secretKey) })
}

export async function createEthrDid(world: WalletWorld, name: string): Promise<DidEntry> {
  const secretKey = bytesToHex(world.random(32))
  const { address: controller } = accountOf(secretKey)
  const did = ethrDid(world.chain.deployment.chainId, controller)
  const createdAt = world.now().toISOString()
  return keep(world, { method: 'ethr', did, name, createdAt, secretKeys: [secretKey], controller })
}

async function keep({ vault }: WalletWorld, stored: StoredDid): Promise<DidEntry> {
  await vault.put(didCollection, stored.did, stored)
  return describeDid(stored)
}
