import { HolderError } from '../holder-error.ts'
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
      return stored && describeDetail(id, stored, now())
    },
    delete: (id) => vault.delete(credentialCollection, id),
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
