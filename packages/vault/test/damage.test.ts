import { createHash } from 'node:crypto'
import { createIndexedDbStorage, createVault, eraseVault, openVault, vaultExists } from '@velum/vault'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readRaw, writeRaw } from './support/raw-database.ts'
import { cheap, freshDatabase, notes, otherTab, passphrase, smallVault } from './support/small-vault.ts'

afterEach(() => vi.restoreAllMocks())

async function onlyRecord(databaseName: string): Promise<[string, Uint8Array]> {
  const records = [...(await readRaw(databaseName))].filter(([key]) => key !== 'header' && key !== 'identity')
  expect(records).toHaveLength(1)
  return records[0] as [string, Uint8Array]
}

describe('a damaged vault', () => {
  test('is told from a wrong passphrase', async () => {
    const { databaseName, storage } = await smallVault()
    await expect(openVault({ storage, passphrase: 'something else' })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    })
    const header = (await readRaw(databaseName)).get('header') as Uint8Array
    for (const position of [0, 40, 120, 200, header.length - 1]) {
      const damaged = Uint8Array.from(header)
      damaged[position] = (damaged[position] ?? 0) ^ 1
      await writeRaw(databaseName, 'header', damaged)
      await expect(openVault({ storage, passphrase })).rejects.toMatchObject({ code: 'vault-corrupted' })
    }
  })

  test('is told from no vault when its header or its identity is lost', async () => {
    for (const lost of ['header', 'identity']) {
      const { databaseName, storage } = await smallVault()
      await writeRaw(databaseName, lost, undefined)
      await expect(openVault({ storage, passphrase })).rejects.toMatchObject({ code: 'vault-corrupted' })
      expect(await vaultExists(storage)).toBe(true)
      await expect(createVault({ storage, passphrase, argon2: cheap })).rejects.toMatchObject({
        code: 'vault-exists',
      })
      await eraseVault(storage)
      await expect(createVault({ storage, passphrase, argon2: cheap })).resolves.toBeDefined()
    }
  })

  test('says so when the record is read, and works again once the damaged record is removed', async () => {
    const { databaseName, vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'x' })
    const [key, sealed] = await onlyRecord(databaseName)
    await vault.put(notes, 'b', { text: 'sound' })
    const damaged = Uint8Array.from(sealed)
    damaged[20] = (damaged[20] ?? 0) ^ 1
    await writeRaw(databaseName, key, damaged)

    const again = await otherTab(databaseName)
    await expect(again.get(notes, 'a')).rejects.toMatchObject({ code: 'vault-corrupted' })
    await expect(again.list(notes)).rejects.toMatchObject({ code: 'vault-corrupted' })
    expect(await again.removeDamaged()).toBe(1)
    expect(await again.removeDamaged()).toBe(0)
    expect(await again.list(notes)).toEqual([{ id: 'b', value: { text: 'sound' } }])
  })

  test.each([
    ['cut short', (sealed: Uint8Array) => sealed.slice(0, 20)],
    ['empty', () => new Uint8Array()],
  ])('does not open a record that was %s', async (_, damage) => {
    const { databaseName, vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'x' })
    const [key, sealed] = await onlyRecord(databaseName)
    await writeRaw(databaseName, key, damage(sealed))
    await expect(vault.get(notes, 'a')).rejects.toMatchObject({ code: 'vault-corrupted' })
  })

  test('does not open a record that was moved to the place of another', async () => {
    const { databaseName, vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'a' })
    const [keyOfA, sealedA] = await onlyRecord(databaseName)
    await vault.delete(notes, 'a')
    await vault.put(notes, 'b', { text: 'b' })
    const [keyOfB] = await onlyRecord(databaseName)
    expect(keyOfB).not.toBe(keyOfA)
    await writeRaw(databaseName, keyOfB, sealedA)
    await expect(vault.get(notes, 'b')).rejects.toMatchObject({ code: 'vault-corrupted' })
  })

  test('from a newer version asks for an update instead of being called damaged', async () => {
    const { databaseName, storage } = await smallVault()
    const header = (await readRaw(databaseName)).get('header') as Uint8Array
    const { content } = JSON.parse(new TextDecoder().decode(header))
    const newer = content.replace('"version":1', '"version":2')
    const checksum = createHash('sha256').update(newer).digest('base64url')
    await writeRaw(
      databaseName,
      'header',
      new TextEncoder().encode(JSON.stringify({ content: newer, checksum })),
    )
    await expect(openVault({ storage, passphrase })).rejects.toMatchObject({ code: 'vault-too-new' })
  })

  test('does not let a rewritten header ask for absurd memory', async () => {
    const { databaseName, storage } = await smallVault()
    const header = (await readRaw(databaseName)).get('header') as Uint8Array
    const { content } = JSON.parse(new TextDecoder().decode(header))
    const greedy = content.replace('"memoryKiB":8', '"memoryKiB":99999999')
    const checksum = createHash('sha256').update(greedy).digest('base64url')
    await writeRaw(
      databaseName,
      'header',
      new TextEncoder().encode(JSON.stringify({ content: greedy, checksum })),
    )
    await expect(openVault({ storage, passphrase })).rejects.toMatchObject({ code: 'vault-corrupted' })
  })
})

describe('storage that fails', () => {
  test('for want of room leaves everything as it was', async () => {
    const { vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'old' })
    const put = IDBObjectStore.prototype.put
    let puts = 0
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (++puts === 2) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      return put.call(this, value, key)
    })
    const writing = vault.transaction(async (within) => {
      within.put(notes, 'a', { text: 'new' })
      within.put(notes, 'b', { text: 'new' })
    })
    await expect(writing).rejects.toMatchObject({ code: 'storage-full' })
    expect(await vault.list(notes)).toEqual([{ id: 'a', value: { text: 'old' } }])
  })

  test('altogether is called unavailable', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    const storage = createIndexedDbStorage({ databaseName: freshDatabase() })
    await expect(vaultExists(storage)).rejects.toMatchObject({ code: 'storage-unavailable' })
  })
})
