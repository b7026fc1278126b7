import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openAccountFolder } from '../src/accounts/account-folder.ts'

const heron = 'h'.repeat(64)
const gull = 'g'.repeat(64)
const open = async (folder?: string) => {
  const path = folder ?? join(await mkdtemp(join(tmpdir(), 'accounts-')), 'accounts')
  return { path, accounts: await openAccountFolder(path, () => new Date('2026-11-23T12:00:00Z')) }
}

describe('a folder of accounts', () => {
  it('opens an account at the first visit and finds it again at the next, also after a restart', async () => {
    const { path, accounts } = await open()
    const first = await accounts.visit({ pseudonym: heron, presentationId: '0x01' })
    expect(first).toEqual({
      pseudonym: heron,
      firstVisit: '2026-11-23T12:00:00.000Z',
      visits: 1,
      deposits: [],
      presentations: ['0x01'],
    })
    const again = await (await open(path)).accounts.visit({ pseudonym: heron, presentationId: '0x02' })
    expect(again.visits).toBe(2)
    expect((await accounts.visit({ pseudonym: gull, presentationId: '0x03' })).visits).toBe(1)
  })

  it('counts a page that is loaded again as no other visit', async () => {
    const { accounts } = await open()
    for (let time = 0; time < 3; time += 1) await accounts.visit({ pseudonym: heron, presentationId: '0x01' })
    await accounts.visit({ pseudonym: heron, presentationId: '0x02' })
    const account = await accounts.visit({ pseudonym: heron, presentationId: '0x01' })
    expect(account.visits).toBe(2)
  })

  it('loses no visit of many at once', async () => {
    const { accounts } = await open()
    const ids = Array.from({ length: 25 }, (_, n) => `0x${n}`)
    await Promise.all(ids.map((presentationId) => accounts.visit({ pseudonym: heron, presentationId })))
    expect((await accounts.visit({ pseudonym: heron, presentationId: '0xlast' })).visits).toBe(26)
  })

  it('notes what was lent, once', async () => {
    const { accounts } = await open()
    const loan = { pseudonym: heron, presentationId: '0x01', reference: 'atlas-of-tides' }
    await accounts.visit(loan)
    const account = await accounts.visit(loan)
    expect(account.deposits).toEqual([
      { reference: 'atlas-of-tides', presentationId: '0x01', at: '2026-11-23T12:00:00.000Z' },
    ])
  })

  it('keeps a nickname, shortens a long one and forgets an empty one', async () => {
    const { accounts } = await open()
    await accounts.visit({ pseudonym: heron, presentationId: '0x01' })
    expect((await accounts.setNickname(heron, '  Heron '))?.nickname).toBe('Heron')
    expect((await accounts.setNickname(heron, 'x'.repeat(90)))?.nickname).toHaveLength(40)
    expect(await accounts.setNickname(heron, ' ')).not.toHaveProperty('nickname')
    expect(await accounts.setNickname(gull, 'Nobody')).toBeUndefined()
  })

  it('lists all accounts for the clerk, the oldest first, also to another process', async () => {
    const { path, accounts } = await open()
    expect(await accounts.list()).toEqual([])
    const first = await accounts.visit({ pseudonym: heron, presentationId: '0x01' })
    const second = await accounts.visit({ pseudonym: gull, presentationId: '0x02' })
    const listed = await (await open(path)).accounts.list()
    expect(listed).toHaveLength(2)
    expect(listed).toEqual(expect.arrayContaining([first, second]))
  })

  it('holds nothing but what its page lists, readable by its owner alone', async () => {
    const { path, accounts } = await open()
    await accounts.visit({ pseudonym: heron, presentationId: '0x01' })
    expect(await readdir(path)).toEqual([`${heron}.json`])
    const file = join(path, `${heron}.json`)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8'))).sort()).toEqual(
      ['deposits', 'firstVisit', 'presentations', 'pseudonym', 'visits'].sort(),
    )
  })

  it.each(['../request-key', 'short', `${'a'.repeat(63)}/`])(
    'takes no pseudonym that is none: %s',
    async (text) => {
      const { accounts } = await open()
      await expect(accounts.visit({ pseudonym: text, presentationId: '0x01' })).rejects.toThrow(TypeError)
    },
  )
})
