import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEvidenceFolder } from '../src/evidence-folder.ts'
import { createMemoryEvidenceStore, type Evidence, type StoredEvidence } from '../src/index.ts'
import { openEvidence, sealEvidence } from '../src/seal-evidence.ts'

const id = (digit: string) => `0x${digit.repeat(64)}`
const at = (seconds: number) => new Date(seconds * 1000)
const entry = (changes: Partial<StoredEvidence> = {}): StoredEvidence => ({
  id: id('a'),
  expiresAt: 2_000,
  sealed: Uint8Array.of(1, 2, 3),
  ...changes,
})
const newFolder = () => mkdtemp(join(tmpdir(), 'evidence-'))

describe.each([
  ['in memory', async () => createMemoryEvidenceStore()],
  ['in a folder', async () => createEvidenceFolder(join(await newFolder(), 'evidence'))],
])('a store %s', (_, create) => {
  it('gives back what was added, and nothing for another id', async () => {
    const store = await create()
    await store.add(entry())
    expect(await store.find(id('a'))).toEqual(entry())
    expect(await store.find(id('b'))).toBeUndefined()
    expect(await store.find('../request-key')).toBeUndefined()
  })

  it('keeps the first entry of an id, also when many arrive together', async () => {
    const store = await create()
    await store.add(entry())
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.add(entry({ sealed: Uint8Array.of(n), expiresAt: 9_000 }))),
    )
    expect(await store.find(id('a'))).toEqual(entry())
  })

  it('takes many different entries at once', async () => {
    const store = await create()
    const digits = [...'0123456789abcdef']
    await Promise.all(digits.map((digit) => store.add(entry({ id: id(digit) }))))
    const found = await Promise.all(digits.map((digit) => store.find(id(digit))))
    expect(found.every((one) => one !== undefined)).toBe(true)
  })

  it('deletes what has expired, to the second, and leaves the rest', async () => {
    const store = await create()
    await store.add(entry())
    await store.add(entry({ id: id('b'), expiresAt: 2_001 }))
    expect(await store.removeExpired(at(1_999))).toBe(0)
    expect(await store.removeExpired(at(2_000))).toBe(1)
    expect(await store.find(id('a'))).toBeUndefined()
    expect(await store.find(id('b'))).toBeDefined()
  })
})

describe('a folder of evidence', () => {
  it('is readable by its owner alone and holds one file an entry', async () => {
    const folder = join(await newFolder(), 'evidence')
    const store = await createEvidenceFolder(folder)
    await store.add(entry())
    await store.add(entry())
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    const names = await readdir(folder)
    expect(names).toEqual([`${'a'.repeat(64)}.evidence`])
    expect((await stat(join(folder, names[0] as string))).mode & 0o777).toBe(0o600)
  })

  it('is still there for another process', async () => {
    const folder = await newFolder()
    await (await createEvidenceFolder(folder)).add(entry())
    expect(await (await createEvidenceFolder(folder)).find(id('a'))).toEqual(entry())
  })

  it('rejects when it cannot write, and leaves nothing behind', async () => {
    const parent = await newFolder()
    const folder = join(parent, 'evidence')
    const store = await createEvidenceFolder(folder)
    await rm(folder, { recursive: true })
    await writeFile(folder, 'no folder any more')
    await expect(store.add(entry())).rejects.toThrow()
    expect(await readdir(parent)).toEqual(['evidence'])
    expect(await readFile(folder, 'utf8')).toBe('no folder any more')
  })

  it('clears away the draft of a crash, and leaves one that is being written', async () => {
    const folder = await newFolder()
    const store = await createEvidenceFolder(folder)
    const old = join(folder, `${'b'.repeat(64)}.evidence.old.draft`)
    const fresh = join(folder, `${'b'.repeat(64)}.evidence.new.draft`)
    for (const path of [old, fresh]) await writeFile(path, 'half')
    const now = new Date()
    await utimes(old, now, new Date(now.getTime() - 3_600_001))
    await store.removeExpired(now)
    expect(await readdir(folder)).toEqual([`${'b'.repeat(64)}.evidence.new.draft`])
    expect(await store.find(id('b'))).toBeUndefined()
  })

  it('leaves files alone that are not its own', async () => {
    const folder = await newFolder()
    const store = await createEvidenceFolder(folder)
    await writeFile(join(folder, 'notes.txt'), 'mine')
    await writeFile(join(folder, `${'c'.repeat(64)}.evidence`), 'cut')
    expect(await store.removeExpired(at(9_000_000_000))).toBe(0)
    expect(await readdir(folder)).toHaveLength(2)
  })
})

describe('the seal', () => {
  const random = (length: number) => Uint8Array.from(randomBytes(length))
  const key = random(32)
  const evidence: Evidence = {
    version: 1,
    presentationId: id('d'),
    presentation: { type: ['VerifiablePresentation'], note: 'Lantern Coast' },
    requestObject: 'header.payload.signature',
    requestKey: 'z6Mk',
    transcript: {
      nonce: 'nonce',
      audience: 'decentralized_identifier:did:web:library.example',
      time: 1_000,
      transaction: null,
      authority: { id: id('e'), epoch: 3, key: 'AAAA' },
    },
    credentials: [],
  }
  const seal = () => sealEvidence({ evidence, expiresAt: 2_000, key, random })

  it('opens to the very evidence, and shows nothing of it', async () => {
    const sealed = await seal()
    expect(await openEvidence(sealed, key)).toEqual(evidence)
    const text = Buffer.from(sealed.sealed).toString('latin1')
    for (const word of ['Lantern', 'nonce', 'library.example', 'VerifiablePresentation'])
      expect(text).not.toContain(word)
  })

  it('differs each time', async () => {
    expect((await seal()).sealed).not.toEqual((await seal()).sealed)
  })

  it.each<[string, (entry: StoredEvidence) => StoredEvidence]>([
    [
      'a changed byte',
      ({ sealed, ...rest }) => ({ ...rest, sealed: sealed.map((b, i) => (i === 40 ? b ^ 1 : b)) }),
    ],
    ['a cut end', ({ sealed, ...rest }) => ({ ...rest, sealed: sealed.slice(0, -1) })],
    ['nothing at all', (rest) => ({ ...rest, sealed: new Uint8Array() })],
    ['another version', ({ sealed, ...rest }) => ({ ...rest, sealed: Uint8Array.of(2, ...sealed.slice(1)) })],
    ['the id of another presentation', (rest) => ({ ...rest, id: id('f') })],
    ['a later time of deletion', (rest) => ({ ...rest, expiresAt: 9_000 })],
  ])('does not open with %s', async (_, change) => {
    await expect(openEvidence(change(await seal()), key)).rejects.toMatchObject({
      code: 'evidence-unreadable',
    })
  })

  it('does not open with another key', async () => {
    await expect(openEvidence(await seal(), random(32))).rejects.toMatchObject({
      code: 'evidence-unreadable',
    })
  })
})
