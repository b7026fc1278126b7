import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { decodeBinding } from '@velum/binding'
import { collectionName, restoreVault, type Vault, type VaultStorage } from '@velum/vault'
import { passphrase } from './holder.ts'

/** What a vault keeps, as every text in it; of those, the secret keys of public IDs. */
export interface VaultContents {
  readonly texts: readonly string[]
  readonly secretKeys: readonly string[]
}

/** Saves a backup by the wallet's own button, opens it outside of the browser, and gives everything that the vault
 *  truly keeps. The wallet shows its settings. */
export async function openSavedBackup(page: Page): Promise<VaultContents> {
  const vault = await openBackup(page)
  const collections = ['credentials', 'history', 'dids']
  const entries = await Promise.all(collections.map((name) => vault.list(collectionName<unknown>(name))))
  const dids = await vault.list(collectionName<{ secretKey?: string; secretKeys?: string[] }>('dids'))
  return {
    texts: [...new Set(textsIn(entries))],
    secretKeys: dids.flatMap(({ value }) => [value.secretKey ?? [], value.secretKeys ?? []].flat()),
  }
}

/** Saves a backup in the same way, and gives by name all that binds the wallet's cards to it: the two secrets, and of
 *  every binding its octets, its handle, its blind and its signature, and the points that are kept beside it. */
export async function openSavedBindings(page: Page): Promise<ReadonlyMap<string, Uint8Array>> {
  const vault = await openBackup(page)
  const [secrets] = await vault.list(collectionName<{ holderSecret: string; nymSecret: string }>('secrets'))
  const cards = await vault.list(collectionName<KeptBinding>('bindings'))
  const copies = await vault.list(collectionName<{ copies: { binding: KeptBinding }[] }>('copies'))
  const bindings = [
    ...cards.map(({ value }) => value),
    ...copies.flatMap(({ value }) => value.copies.map(({ binding }) => binding)),
  ]
  const octets = new Map(Object.entries({ ...secrets?.value }).map(([name, text]) => [name, fromHex(text)]))
  for (const [position, { binding, kept }] of bindings.entries()) {
    const whole = fromHex(binding)
    const { handle, blind, signature } = decodeBinding(whole)
    const parts = { whole, handle, blind, signature }
    for (const [name, part] of Object.entries(parts)) octets.set(`${name} of binding ${position}`, part)
    for (const [name, part] of Object.entries({ ...kept })) {
      octets.set(`${name} of binding ${position}`, fromHex(part))
    }
  }
  return octets
}

interface KeptBinding {
  readonly binding: string
  readonly kept?: Readonly<Record<string, string>>
}

async function openBackup(page: Page): Promise<Vault> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  const backup = await readFile(await (await download).path())
  return restoreVault({ storage: memoryStorage(), backup, passphrase })
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
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
