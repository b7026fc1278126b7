import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { residentIdTemplate, type Template } from '@velum/credential'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRows } from '../src/csv/read-rows.ts'
import { writeOffers } from '../src/csv/write-offers.ts'

const template: Template = {
  ...residentIdTemplate,
  order: ['line', 'reference', 'link', 'tx_code', 'expires_at'],
  labels: {},
  schema: {
    ...residentIdTemplate.schema,
    properties: {
      line: { type: 'integer' },
      reference: { type: 'string' },
      link: { type: 'string' },
      tx_code: { type: 'string' },
      expires_at: { type: 'string' },
    },
    required: [],
  },
}

test('whatever a reference holds, the file of offers reads back as written, row by row', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'velum-csv-'))
  const path = join(folder, 'offers.csv')
  // Signs that a spreadsheet takes for a formula get an apostrophe in front: those are tested below.
  const reference = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((text) => text.trim() === text && !/^[=+\-@]/.test(text))
  const offer = fc.record({
    line: fc.nat(1_000_000),
    reference,
    link: fc.webUrl(),
    txCode: fc.stringMatching(/^\d{6}$/),
    expiresAt: fc.constant('2026-12-01T00:00:00.000Z'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(offer, { minLength: 1, maxLength: 5 }), async (offers) => {
      await writeOffers(path, offers)
      const { rows, problems } = readRows({ text: await readFile(path, 'utf8'), template })
      expect(problems).toEqual([])
      expect(rows.map(({ claims }) => claims)).toEqual(
        offers.map(({ txCode, expiresAt, ...rest }) => ({ ...rest, tx_code: txCode, expires_at: expiresAt })),
      )
    }),
  )
  await rm(folder, { recursive: true })
})

test('a reference that a spreadsheet would run is written as text, and only the owner can read the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'velum-csv-'))
  const path = join(folder, 'offers.csv')
  const reference = '=HYPERLINK("https://evil.example")'
  await writeOffers(path, [{ line: 2, reference, link: 'x', txCode: '000000', expiresAt: 'y' }])
  expect(await readFile(path, 'utf8')).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await rm(folder, { recursive: true })
})
