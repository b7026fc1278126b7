import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkBackup,
  createFolder,
  makeBackup,
  type OwnFolder,
  openFolder,
  readFolderAddress,
  restoreBackup,
} from '../../src/index.ts'
import { passphrase } from './support.ts'

let place: string
let folder: string

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'velum-folder-'))
  folder = join(place, 'mine')
  await createFolder({ folder, passphrase })
})
afterAll(() => rm(place, { recursive: true, force: true }))

async function inFolder<Result>(act: (own: OwnFolder) => Promise<Result>): Promise<Result> {
  const own = await openFolder({ folder, passphrase })
  try {
    return await act(own)
  } finally {
    await own.close()
  }
}

describe('a trustee’s folder', { timeout: 120_000 }, () => {
  it('belongs to one process at a time', async () => {
    await inFolder(async ({ account }) => {
      expect(account.address).toBe(await readFolderAddress(folder))
      await expect(openFolder({ folder, passphrase })).rejects.toMatchObject({ code: 'folder-in-use' })
    })
    await inFolder(async () => undefined)
  })

  it('opens with its passphrase alone, and is not made twice or with a short one', async () => {
    const wrong = openFolder({ folder, passphrase: `${passphrase}s` })
    await expect(wrong).rejects.toMatchObject({ code: 'passphrase-wrong' })
    await expect(createFolder({ folder, passphrase })).rejects.toMatchObject({ code: 'folder-has-keys' })
    const short = createFolder({ folder: join(place, 'short'), passphrase: 'eleven char' })
    await expect(short).rejects.toMatchObject({ code: 'invalid-argument' })
    const none = openFolder({ folder: join(place, 'none'), passphrase })
    await expect(none).rejects.toMatchObject({ code: 'folder-empty' })
  })

  it('costs less to open only under a passphrase that a machine drew', async () => {
    const place = join(folder, 'drawn')
    const drawn = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
    const typed = createFolder({ folder: place, passphrase: drawn.slice(1), work: 10 })
    await expect(typed).rejects.toMatchObject({ code: 'invalid-argument' })
    await createFolder({ folder: place, passphrase: drawn, work: 10 })
    const { keys } = JSON.parse(await readFile(join(place, 'keys.json'), 'utf8'))
    // The head of an age file: https://c2sp.org/age#scrypt-recipient-stanza
    expect(Buffer.from(keys, 'base64').toString('latin1')).toMatch(
      /^age-encryption.org\/v1\n-> scrypt \S{22} 10\n/,
    )
    const own = await openFolder({ folder: place, passphrase: drawn })
    expect(own.work).toBe(10)
    await own.close()
    await inFolder(async ({ work }) => expect(work).toBe(18))
  })

  it('encrypts what is written, for its owner’s eyes, and finds a change', async () => {
    const secret = new TextEncoder().encode('nobody else may read this')
    await inFolder(async (own) => {
      await own.write('ceremonies/7.age', secret)
      expect(await own.read('ceremonies/7.age')).toEqual(secret)
      expect(await own.read('ceremonies/8.age')).toBeUndefined()
      const path = join(folder, 'ceremonies', '7.age')
      const octets = await readFile(path)
      expect(octets.includes(Buffer.from('nobody'))).toBe(false)
      expect((await stat(path)).mode & 0o077).toBe(0)
      // No half of a file is ever there under its name, and no draft stays.
      expect(await readdir(join(folder, 'ceremonies'))).toEqual(['7.age'])
      octets.writeUInt8(octets.readUInt8(octets.length - 1) ^ 1, octets.length - 1)
      await writeFile(path, octets)
      await expect(own.read('ceremonies/7.age')).rejects.toMatchObject({ code: 'file-malformed' })
    })
  })

  it('has a backup that leads nowhere else and is refused when it was changed', async () => {
    const text = await makeBackup(folder)
    const address = await readFolderAddress(folder)
    expect(await checkBackup(text, passphrase)).toEqual({ address, authority: undefined, shares: [] })
    const backup = JSON.parse(text)
    const outward = JSON.stringify({
      ...backup,
      files: { ...backup.files, '../elsewhere.json': backup.files['keys.json'] },
    })
    const target = join(place, 'restored')
    for (const changed of [outward, text.slice(1), JSON.stringify({ ...backup, files: {} })]) {
      const refused = restoreBackup({ folder: target, text: changed, passphrase })
      await expect(refused).rejects.toMatchObject({ code: 'file-malformed' })
    }
    await expect(readdir(target)).rejects.toMatchObject({ code: 'ENOENT' })
    await restoreBackup({ folder: target, text, passphrase })
    expect(await readFolderAddress(target)).toBe(address)
    const over = restoreBackup({ folder, text, passphrase })
    await expect(over).rejects.toMatchObject({ code: 'folder-has-keys' })
  })
})
