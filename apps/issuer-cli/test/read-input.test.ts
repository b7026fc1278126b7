import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyFolder } from '../../../packages/issuer/test/empty-folder.ts'
import { requireWritable } from '../src/csv/write-offers.ts'
import { readTextFile } from '../src/read-input.ts'

let folder: string
beforeAll(async () => {
  folder = await emptyFolder()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a file in the encoding of a Chinese Windows, or in UTF-16, is refused instead of guessed at', async () => {
  const gb18030 = Buffer.from([0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]) // 王小明
  for (const bytes of [gb18030, Buffer.from('\ufeff王小明', 'utf16le')]) {
    const file = join(folder, 'names.csv')
    await writeFile(file, bytes)
    await expect(readTextFile(file)).rejects.toMatchObject({ code: 'not-utf8', exitCode: 1 })
  }
})

test('Chinese in UTF-8 is read as it stands, without the byte order mark', async () => {
  const file = join(folder, 'names.csv')
  await writeFile(file, '\ufeff王小明 𠮷\n')
  expect(await readTextFile(file)).toBe('王小明 𠮷\n')
})

test('a place where no file of offers can be written is told beforehand, and one where it can stays empty', async () => {
  const lost = requireWritable(join(folder, 'no such folder', 'offers.csv'))
  await expect(lost).rejects.toMatchObject({ code: 'file-unwritable', exitCode: 1 })
  await requireWritable(join(folder, 'offers.csv'))
  await expect(readTextFile(join(folder, 'offers.csv'))).rejects.toMatchObject({ code: 'file-unreadable' })
})
