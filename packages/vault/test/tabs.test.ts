import { createIndexedDbStorage, createVault, eraseVault } from '@velum/vault'
import { afterEach, expect, test, vi } from 'vitest'
import { cheap, counters, notes, otherTab, passphrase, smallVault } from './support/small-vault.ts'

const channels: BroadcastChannel[] = []
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close()
})

function channel(name: string): BroadcastChannel {
  const opened = new BroadcastChannel(name)
  channels.push(opened)
  return opened
}

test('a lock in one tab locks the other', async () => {
  const { databaseName, vault } = await smallVault(channel('lock'))
  const other = await otherTab(databaseName, channel('lock'))
  const events: string[] = []
  other.subscribe((event) => events.push(event))
  vault.lock()
  await vi.waitFor(() => expect(other.isLocked).toBe(true), { timeout: 30_000 })
  expect(events).toEqual(['locked'])
  await expect(other.list(notes)).rejects.toMatchObject({ code: 'vault-locked' })
})

test('a lock leaves the tabs of another vault alone', async () => {
  const { vault } = await smallVault(channel('lock'))
  const { vault: stranger } = await smallVault(channel('lock'))
  const witness = channel('lock')
  const heard = new Promise((resolve) => witness.addEventListener('message', resolve))
  vault.lock()
  await heard
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(stranger.isLocked).toBe(false)
})

test('a change in one tab is heard in the other', async () => {
  const { databaseName, vault } = await smallVault(channel('change'))
  const other = await otherTab(databaseName, channel('change'))
  const heard = new Promise((resolve) => other.subscribe(resolve))
  await vault.put(notes, 'a', { text: 'x' })
  expect(await heard).toBe('changed')
  expect(await other.get(notes, 'a')).toEqual({ text: 'x' })
})

test('two tabs that count at the same time lose nothing', async () => {
  const { databaseName, vault } = await smallVault()
  const other = await otherTab(databaseName)
  await vault.put(counters, 'visits', 0)
  const count = (tab: typeof vault) =>
    tab.transaction(async (within) => {
      within.put(counters, 'visits', ((await within.get(counters, 'visits')) ?? 0) + 1)
    })
  for (let round = 0; round < 10; round++) await Promise.all([count(vault), count(other)])
  expect(await vault.get(counters, 'visits')).toBe(20)
})

test('what one tab adds while another lists makes the other list again', async () => {
  const { databaseName, vault } = await smallVault()
  const other = await otherTab(databaseName)
  let runs = 0
  await vault.transaction(async (within) => {
    const found = await within.list(notes)
    if (++runs === 1) await other.put(notes, 'a', { text: 'meanwhile' })
    within.put(counters, 'notes', found.length)
  })
  expect(runs).toBe(2)
  expect(await vault.get(counters, 'notes')).toBe(1)
})

test('a transaction that another tab disturbs for ever gives up and says so', async () => {
  const { databaseName, vault } = await smallVault()
  const other = await otherTab(databaseName)
  let disturbances = 0
  const disturbed = vault.transaction(async (within) => {
    await within.get(counters, 'a')
    await other.put(counters, 'a', ++disturbances)
    within.put(counters, 'a', -1)
  })
  await expect(disturbed).rejects.toMatchObject({ code: 'write-conflict' })
  expect(await vault.get(counters, 'a')).toBe(disturbances)
})

test('a tab whose vault was replaced cannot write into the new one', async () => {
  const { databaseName, storage, vault } = await smallVault()
  await eraseVault(storage)
  await expect(vault.put(notes, 'a', { text: 'stray' })).rejects.toMatchObject({ code: 'vault-missing' })
  const replaced = createIndexedDbStorage({ databaseName })
  const next = await createVault({ storage: replaced, passphrase, argon2: cheap })
  await expect(vault.put(notes, 'a', { text: 'stray' })).rejects.toMatchObject({ code: 'vault-missing' })
  await expect(vault.changePassphrase({ current: passphrase, next: 'another one' })).rejects.toMatchObject({
    code: 'vault-missing',
  })
  expect(await next.list(notes)).toEqual([])
})
