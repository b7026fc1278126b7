import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { expect, it } from 'vitest'
import { createAuthority, decryptShare, encryptShare, readShareLabel } from '../../src/index.ts'

const [share] = createAuthority({ trustees: 3, threshold: 2 }).shares as [
  ReturnType<typeof createAuthority>['shares'][0],
]
const label = { authority: `0x${'a1'.repeat(32)}`, epoch: 3, revision: 1, trustee: 1 }
const passphrase = 'fünf zufällige Wörter'
const file = await encryptShare({ label, share }, passphrase)

it('restores a share from a copy of its file, wherever that was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'velum-share-'))
  await writeFile(join(folder, 'backup.json'), file)
  const copy = new Uint8Array(await readFile(join(folder, 'backup.json')))
  // The same letters, composed as another keyboard does.
  const typed = passphrase.normalize('NFD')
  expect(await decryptShare(copy, typed)).toEqual({ decrypted: true, label, share })
}, 60_000)

it('says whose share it is without the passphrase, and nothing of the share', () => {
  expect(readShareLabel(file)).toEqual(label)
  const text = new TextDecoder().decode(file)
  expect(text).not.toContain(Buffer.from(share.secret).toString('base64').slice(0, 20))
})

it('holds an age file that age decrypts', async () => {
  const { share: encrypted } = JSON.parse(new TextDecoder().decode(file))
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const content = await decrypter.decrypt(Buffer.from(encrypted, 'base64'))
  expect(Buffer.from(content).includes(Buffer.from(share.secret))).toBe(true)
}, 60_000)

it('says what is wrong with a file', async () => {
  const text = new TextDecoder().decode(file)
  const relabelled = new TextEncoder().encode(text.replace('"epoch": 3', '"epoch": 4'))
  expect(await decryptShare(relabelled, passphrase)).toEqual({ decrypted: false, fault: 'label-differs' })
  expect(await decryptShare(file, 'another passphrase')).toEqual({
    ...{ decrypted: false, fault: 'passphrase-wrong' },
  })
  for (const octets of [new Uint8Array(), new Uint8Array(20_000), new TextEncoder().encode('{}')]) {
    expect(await decryptShare(octets, passphrase)).toEqual({ decrypted: false, fault: 'file-malformed' })
    expect(readShareLabel(octets)).toBeUndefined()
  }
}, 60_000)

it('refuses a short passphrase, and a label of another trustee', async () => {
  const code = { code: 'invalid-argument' }
  await expect(encryptShare({ label, share }, 'too short')).rejects.toMatchObject(code)
  await expect(encryptShare({ label: { ...label, trustee: 2 }, share }, passphrase)).rejects.toMatchObject(
    code,
  )
})
