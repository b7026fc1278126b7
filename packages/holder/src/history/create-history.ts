import type { WalletWorld } from '../wallet-world.ts'
import type { History } from './history.ts'
import { historyCollection } from './history-collection.ts'

export function createHistory({ vault }: WalletWorld): History {
  return {
    async list() {
      const entries = await vault.list(historyCollection)
      return entries.map(({ value }) => value).sort((left, right) => (left.at < right.at ? 1 : -1))
    },
    get: (id) => vault.get(historyCollection, id),
  }
}
