import { bindingCollection } from '../bindings/stored-binding.ts'
import { copiesCollection } from '../bindings/stored-copies.ts'
import { HolderError } from '../holder-error.ts'
import { recordCollection } from '../records/stored-record.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { Credentials } from './credentials.ts'
import { describeCard, describeDetail } from './describe-credential.ts'
import { refreshStatus } from './refresh-status.ts'
import { credentialCollection } from './stored-credential.ts'

export function createCredentials(world: WalletWorld): Credentials {
  const { vault, now } = world
  return {
    async list() {
      const entries = await vault.list(credentialCollection)
      return entries
        .sort((left, right) => (left.value.receivedAt < right.value.receivedAt ? 1 : -1))
        .map(({ id, value }) => describeCard(id, value, now()))
    },
    async get(id) {
      const stored = await vault.get(credentialCollection, id)
      if (stored === undefined) return undefined
      const record = await vault.get(recordCollection, id)
      return describeDetail(id, stored, record && { credentialId: id, ...record.view }, now())
    },
    delete: (id) =>
      vault.transaction(async (within) => {
        within.delete(credentialCollection, id)
        within.delete(bindingCollection, id)
        within.delete(copiesCollection, id)
      }),
    async refreshStatus(id) {
      const stored = await vault.get(credentialCollection, id)
      const refreshed = stored && (await refreshStatus(world, id, stored))
      if (refreshed === undefined) {
        throw new HolderError('credential-not-found', 'This credential is not in the wallet any more.')
      }
      return describeCard(id, refreshed, now())
    },
  }
}
