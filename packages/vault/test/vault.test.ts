import { createIndexedDbStorage, createVault, eraseVault, openVault, vaultExists } from '@velum/vault'
import { describe, expect, test } from 'vitest'
import {
  cheap,
  counters,
  freshDatabase,
  notes,
  otherTab,
  passphrase,
  smallVault,
} from './support/small-vault.ts'

describe('a vault', () => {
  test('gives back after reopening what was put into it', async () => {
    const { databaseName, vault } = await smallVault()
    await vault.put(notes, 'a', { text: '林美玲' })
    await vault.put(counters, 'a', 7)
    vault.lock()
    const again = await otherTab(databaseName)
    expect(await again.get(notes, 'a')).toEqual({ text: '林美玲' })
    expect(await again.get(counters, 'a')).toBe(7)
    expect(await again.list(notes)).toEqual([{ id: 'a', value: { text: '林美玲' } }])
  })

  test('knows nothing under a name that was never used or was deleted', async () => {
    const { vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'x' })
    await vault.delete(notes, 'a')
    expect(await vault.get(notes, 'a')).toBeUndefined()
    expect(await vault.get(notes, 'b')).toBeUndefined()
    expect(await vault.list(notes)).toEqual([])
  })

  test('keeps what a value was when it was put, not what became of it', async () => {
    const { vault } = await smallVault()
    const note = { text: 'before' }
    const stored = vault.put(notes, 'a', note)
    note.text = 'after'
    await stored
    expect(await vault.get(notes, 'a')).toEqual({ text: 'before' })
  })

  test('opens with the passphrase alone, however the keyboard composed it', async () => {
    const storage = createIndexedDbStorage({ databaseName: freshDatabase() })
    await createVault({ storage, passphrase: 'caf\u00e9 \u212b tr\u00e4ume', argon2: cheap })
    await expect(openVault({ storage, passphrase: 'cafe\u0301 \u00c5 tra\u0308ume' })).resolves.toBeDefined()
    await expect(openVault({ storage, passphrase: 'cafe \u00c5 traume' })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    })
  })

  test('costs 64 MiB of Argon2id by default, and the parameters stand in the header', async () => {
    const storage = createIndexedDbStorage({ databaseName: freshDatabase() })
    await createVault({ storage, passphrase })
    const { content } = JSON.parse(new TextDecoder().decode(await storage.get('header')))
    expect(JSON.parse(content).kdf).toMatchObject({ name: 'argon2id', memoryKiB: 65536, iterations: 3 })
    await expect(openVault({ storage, passphrase })).resolves.toBeDefined()
  })

  test('refuses a passphrase of fewer than eight characters', async () => {
    const storage = createIndexedDbStorage({ databaseName: freshDatabase() })
    await expect(createVault({ storage, passphrase: 'sevench', argon2: cheap })).rejects.toMatchObject({
      code: 'passphrase-too-short',
    })
    expect(await vaultExists(storage)).toBe(false)
  })

  test('says when there is none, and is not created over another one', async () => {
    const storage = createIndexedDbStorage({ databaseName: freshDatabase() })
    await expect(openVault({ storage, passphrase })).rejects.toMatchObject({ code: 'vault-missing' })
    expect(await vaultExists(storage)).toBe(false)
    const vault = await createVault({ storage, passphrase, argon2: cheap })
    await vault.put(notes, 'a', { text: 'kept' })
    await expect(createVault({ storage, passphrase, argon2: cheap })).rejects.toMatchObject({
      code: 'vault-exists',
    })
    expect(await vault.get(notes, 'a')).toEqual({ text: 'kept' })
  })

  test('is gone once erased, and another one can be made', async () => {
    const { storage, vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'gone' })
    await eraseVault(storage)
    expect(await vaultExists(storage)).toBe(false)
    const next = await createVault({ storage, passphrase, argon2: cheap })
    expect(await next.list(notes)).toEqual([])
  })
})

describe('locking', () => {
  test('ends every access until the passphrase is given again', async () => {
    const { vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'x' })
    const events: string[] = []
    vault.subscribe((event) => events.push(event))
    vault.lock()
    expect(vault.isLocked).toBe(true)
    expect(events).toEqual(['locked'])
    const locked = { code: 'vault-locked' }
    await expect(vault.get(notes, 'a')).rejects.toMatchObject(locked)
    await expect(vault.list(notes)).rejects.toMatchObject(locked)
    await expect(vault.put(notes, 'b', { text: 'y' })).rejects.toMatchObject(locked)
    await expect(vault.delete(notes, 'a')).rejects.toMatchObject(locked)
    await expect(vault.exportBackup()).rejects.toMatchObject(locked)
    await expect(vault.changePassphrase({ current: passphrase, next: 'another one' })).rejects.toMatchObject(
      locked,
    )
  })

  test('stops a transaction that was under way', async () => {
    const { databaseName, vault } = await smallVault()
    const interrupted = vault.transaction(async (within) => {
      within.put(notes, 'a', { text: 'too late' })
      vault.lock()
    })
    await expect(interrupted).rejects.toMatchObject({ code: 'vault-locked' })
    expect(await (await otherTab(databaseName)).get(notes, 'a')).toBeUndefined()
  })
})

describe('changing the passphrase', () => {
  test('replaces the way in and leaves the records alone', async () => {
    const { databaseName, storage, vault } = await smallVault()
    await vault.put(notes, 'a', { text: 'x' })
    const before = new Map(await storage.entries())
    await vault.changePassphrase({ current: passphrase, next: 'staple staple staple' })
    const after = await storage.entries()
    for (const [key, bytes] of before) {
      if (key === 'header') expect(after.get(key)).not.toEqual(bytes)
      else expect(after.get(key)).toEqual(bytes)
    }
    expect(await vault.get(notes, 'a')).toEqual({ text: 'x' })
    await expect(otherTab(databaseName)).rejects.toMatchObject({ code: 'wrong-passphrase' })
    const again = await openVault({ storage, passphrase: 'staple staple staple' })
    expect(await again.get(notes, 'a')).toEqual({ text: 'x' })
  })

  test('needs the current one and a long enough next one', async () => {
    const { databaseName, vault } = await smallVault()
    await expect(
      vault.changePassphrase({ current: 'not this one', next: 'another one' }),
    ).rejects.toMatchObject({
      code: 'wrong-passphrase',
    })
    await expect(vault.changePassphrase({ current: passphrase, next: 'short' })).rejects.toMatchObject({
      code: 'passphrase-too-short',
    })
    await expect(otherTab(databaseName)).resolves.toBeDefined()
  })

  test('succeeds in one tab only when two try at once', async () => {
    const { databaseName, storage, vault } = await smallVault()
    const second = await otherTab(databaseName)
    const outcomes = await Promise.allSettled([
      vault.changePassphrase({ current: passphrase, next: 'the first wins' }),
      second.changePassphrase({ current: passphrase, next: 'the second wins' }),
    ])
    const winner = outcomes[0].status === 'fulfilled' ? 'the first wins' : 'the second wins'
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    await expect(openVault({ storage, passphrase: winner })).resolves.toBeDefined()
  })
})
