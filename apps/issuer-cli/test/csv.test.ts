import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseTemplate, residentIdTemplate, type Template, validateClaims } from '@velum/credential'
import { expect, test } from 'vitest'
import { readRows } from '../src/csv/read-rows.ts'

const header = residentIdTemplate.order.join(',')
const example = new URL('../examples/residents.csv', import.meta.url)

const cardTemplate: Template = {
  ...residentIdTemplate,
  order: ['holder', 'books', 'paid'],
  labels: {},
  schema: {
    ...residentIdTemplate.schema,
    properties: { holder: { type: 'string' }, books: { type: 'integer' }, paid: { type: 'boolean' } },
    required: ['holder', 'books'],
  },
}

test('the example is what its generator makes: a thousand residents, old, young and in between, all valid', async () => {
  const generator = fileURLToPath(new URL('../scripts/generate-residents.mjs', import.meta.url))
  execFileSync(process.execPath, [generator, '--check'])
  const { rows, problems } = readRows({ text: await readFile(example, 'utf8'), template: residentIdTemplate })
  expect(problems).toEqual([])
  expect(rows).toHaveLength(1000)
  expect(rows.flatMap(({ claims }) => validateClaims(residentIdTemplate, claims))).toEqual([])
  const years = rows.map(({ claims }) => Number(String(claims.birthDate).slice(0, 4)))
  expect(years.filter((year) => year < 1970).length).toBeGreaterThan(200)
  expect(years.filter((year) => year > 2000).length).toBeGreaterThan(200)
  expect(new Set(rows.map(({ claims }) => claims.residentNumber)).size).toBe(1000)
})

test('cells become numbers and truth values where the template says so, and empty ones are absent', () => {
  const { rows } = readRows({
    text: 'holder,books,paid\n Ada ,12,TRUE\n"B, C",-3,\n',
    template: cardTemplate,
  })
  expect(rows).toEqual([
    { line: 2, claims: { holder: 'Ada', books: 12, paid: true } },
    { line: 3, claims: { holder: 'B, C', books: -3 } },
  ])
})

test('each bad row is named by the line where it starts, also after a cell with newlines', () => {
  const text = 'holder,books\n"first\nsecond",1\nthird,many\nfourth\nfifth,5\n'
  const { rows, problems } = readRows({ text, template: cardTemplate })
  expect(rows.map(({ line }) => line)).toEqual([2, 6])
  expect(problems).toEqual([
    { line: 4, claim: 'books', message: 'must be a whole number.' },
    { line: 5, message: 'The row has 1 cells, the header 2.' },
  ])
})

test('a header with a missing, unknown or doubled column is refused with every reason', () => {
  const read = () => readRows({ text: 'holder,holder,age\nx,y,z\n', template: cardTemplate })
  expect(read).toThrowError(
    expect.objectContaining({
      code: 'csv-invalid',
      details: [
        'The column "holder" is there twice.',
        'The column "age" is no claim of the template.',
        'The column "books" is missing.',
      ],
    }),
  )
})

test('a byte order mark, Windows line ends and blank lines do no harm', () => {
  const { rows } = readRows({ text: '\ufeffholder,books\r\nAda,1\r\n\r\nBob,2\r\n', template: cardTemplate })
  expect(rows.map(({ line, claims }) => [line, claims.holder])).toEqual([
    [2, 'Ada'],
    [4, 'Bob'],
  ])
})

test('an unclosed quote is refused as no CSV', () => {
  const read = () => readRows({ text: `${header}\n"open,`, template: residentIdTemplate })
  expect(read).toThrowError(expect.objectContaining({ code: 'csv-invalid' }))
})

test('a reference column names the case and is no claim', () => {
  const text = 'case,holder,books\nA-1,Ada,1\n,Bob,2\n'
  const { rows } = readRows({ text, template: cardTemplate, referenceColumn: 'case' })
  expect(rows).toEqual([
    { line: 2, claims: { holder: 'Ada', books: 1 }, reference: 'A-1' },
    { line: 3, claims: { holder: 'Bob', books: 2 } },
  ])
})

test('rows of nothing but commas or spaces, as spreadsheets leave them below the last, are no rows', () => {
  const text = 'holder,books,paid\nAda,1,true\n,,\n   \n , ,\nBob,2,false\n'
  const { rows, problems } = readRows({ text, template: cardTemplate })
  expect(problems).toEqual([])
  expect(rows.map(({ line, claims }) => [line, claims.holder])).toEqual([
    [2, 'Ada'],
    [6, 'Bob'],
  ])
})

test('the example of a template is one, and the example of claims fits the template "Resident ID"', async () => {
  const read = async (name: string) =>
    JSON.parse(await readFile(new URL(`../examples/${name}`, import.meta.url), 'utf8'))
  expect(parseTemplate({ ...(await read('library-card.json')), version: 1 }).order).toHaveLength(5)
  expect(validateClaims(residentIdTemplate, await read('resident.json'))).toEqual([])
})
