import { createIndexedDbStorage, openVault, restoreVault, vaultExists } from '@velum/vault'
import { expect, test } from 'vitest'
import { counters, freshDatabase, notes, passphrase, smallVault } from './support/small-vault.ts'

const emptyStorage = () => createIndexedDbStorage({ databaseName: freshDatabase() })

async function filledVault() {
  const made = await smallVault()
  await made.vault.put(notes, 'a', { text: '林美玲' })
  await made.vault.put(counters, 'visits', 3)
  return made
}

test('a backup brings everything back on another device', async () => {
  const { vault } = await filledVault()
  const storage = emptyStorage()
  const restored = await restoreVault({ storage, backup: await vault.exportBackup(), passphrase })
  expect(await restored.get(notes, 'a')).toEqual({ text: '林美玲' })
  expect(await restored.get(counters, 'visits')).toBe(3)
  const again = await openVault({ storage, passphrase })
  expect(await again.list(notes)).toHaveLength(1)
})

test('a restored vault shares no sealed byte and no storage key with the old one', async () => {
  const { storage: old, vault } = await filledVault()
  const storage = emptyStorage()
  await restoreVault({ storage, backup: await vault.exportBackup(), passphrase })
  const before = await old.entries()
  for (const [key, bytes] of await storage.entries()) {
    if (key === 'header' || key === 'identity') expect(before.get(key)).not.toEqual(bytes)
    else expect(before.has(key)).toBe(false)
  }
})

test('a backup shows nothing of its contents and opens with the passphrase of its time only', async () => {
  const { vault } = await filledVault()
  const backup = await vault.exportBackup()
  for (const word of ['林', 'notes', 'visits']) expect(Buffer.from(backup).includes(word)).toBe(false)
  await vault.changePassphrase({ current: passphrase, next: 'staple staple' })
  const storage = emptyStorage()
  await expect(restoreVault({ storage, backup, passphrase: 'staple staple' })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  })
  expect(await vaultExists(storage)).toBe(false)
  await expect(restoreVault({ storage, backup, passphrase })).resolves.toBeDefined()
})

test('a backup is not restored over a vault', async () => {
  const { storage, vault } = await filledVault()
  const backup = await vault.exportBackup()
  await expect(restoreVault({ storage, backup, passphrase })).rejects.toMatchObject({ code: 'vault-exists' })
  expect(await vault.list(notes)).toHaveLength(1)
})

test('a backup takes the place of a vault in one step, and only once it has been read', async () => {
  const { vault } = await filledVault()
  const backup = await vault.exportBackup()
  const { storage, vault: present } = await smallVault()
  await present.put(notes, 'b', { text: 'kept' })
  const wrong = restoreVault({ storage, backup, passphrase: 'not this one', replace: true })
  await expect(wrong).rejects.toMatchObject({ code: 'wrong-passphrase' })
  expect(await present.list(notes)).toEqual([{ id: 'b', value: { text: 'kept' } }])
  const restored = await restoreVault({ storage, backup, passphrase, replace: true })
  expect(await restored.list(notes)).toEqual([{ id: 'a', value: { text: '林美玲' } }])
  await expect(present.put(notes, 'c', { text: 'stray' })).rejects.toMatchObject({ code: 'vault-missing' })
})

test('a file that is no backup, or a damaged one, is refused before anything is stored', async () => {
  const { vault } = await filledVault()
  const sound = new TextDecoder().decode(await vault.exportBackup())
  const sealed = JSON.parse(sound).sealed as string
  const broken = [
    '',
    'null',
    '{}',
    sound.slice(0, -10),
    sound.replace('velum-backup', 'other-backup'),
    sound.replace(sealed, `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`),
    sound.replace(sealed, '*'),
    sound.replace('argon2id', 'argon2xx'),
  ]
  const storage = emptyStorage()
  for (const text of broken) {
    const backup = new TextEncoder().encode(text)
    await expect(restoreVault({ storage, backup, passphrase })).rejects.toMatchObject({
      code: 'backup-invalid',
    })
  }
  expect(await vaultExists(storage)).toBe(false)
})
