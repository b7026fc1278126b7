import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { collectionName, restoreVault, type VaultStorage } from '@velum/vault'
import { passphrase } from './holder.ts'

/** What a vault keeps, as every text in it; of those, the secret keys of public IDs. */
export interface VaultContents {
  readonly texts: readonly string[]
  readonly secretKeys: readonly string[]
}

/** Saves a backup by the wallet's own button, opens it outside of the browser, and gives everything that the vault
 *  truly keeps. The wallet shows its settings. */
export async function openSavedBackup(page: Page): Promise<VaultContents> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  const backup = await readFile(await (await download).path())
  const vault = await restoreVault({ storage: memoryStorage(), backup, passphrase })
  const collections = ['credentials', 'history', 'dids']
  const entries = await Promise.all(collections.map((name) => vault.list(collectionName<unknown>(name))))
  const dids = await vault.list(collectionName<{ secretKey?: string; secretKeys?: string[] }>('dids'))
  return {
    texts: [...new Set(textsIn(entries))],
    secretKeys: dids.flatMap(({ value }) => [value.secretKey ?? [], value.secretKeys ?? []].flat()),
  }
}

/** Member names left out. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function memoryStorage(): VaultStorage {
  const records = new Map<string, Uint8Array>()
  return {
    get: async (key) => records.get(key),
    entries: async () => new Map(records),
    async commit(changes) {
      for (const [key, bytes] of changes) {
        if (bytes === undefined) records.delete(key)
        else records.set(key, bytes)
      }
      return true
    },
  }
}
