import type { WalletWorld } from '../wallet-world.ts'
import { createEthrDid, createKeyDid } from './create-did.ts'
import { addDelegate, listDelegates, removeDelegate } from './delegates.ts'
import type { Dids } from './dids.ts'
import { describeDid, heldDid } from './held-did.ts'
import { rotateKey, settleRotation } from './rotate-key.ts'
import { inspectSignIn, signIn } from './sign-in.ts'
import { didCollection } from './stored-did.ts'

export function createDids(world: WalletWorld): Dids {
  const { vault, resolver } = world
  return {
    async list() {
      const entries = await vault.list(didCollection)
      return entries
        .map(({ value }) => describeDid(value))
        .sort((left, right) => (left.createdAt < right.createdAt ? -1 : 1))
    },
    createKeyDid: ({ name }) => createKeyDid(world, name),
    createEthrDid: ({ name }) => createEthrDid(world, name),
    async rename(did, name) {
      return vault.transaction(async (within) => {
        const renamed = { ...(await heldDid(within, did)), name }
        within.put(didCollection, did, renamed)
        return describeDid(renamed)
      })
    },
    document: (did) => resolver.resolve(did),
    rotateKey: (did) => rotateKey(world, did),
    settleRotation: (did) => settleRotation(world, did),
    delegates: (did) => listDelegates(world, did),
    addDelegate: (change) => addDelegate(world, change),
    removeDelegate: (change) => removeDelegate(world, change),
    inspectSignIn: (link) => inspectSignIn(world, link),
    signIn: (options) => signIn(world, options),
    delete: (did) => vault.delete(didCollection, did),
  }
}
