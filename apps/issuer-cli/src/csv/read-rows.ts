import type { Template } from '@velum/credential'
import type { BulkRow, RowProblem } from '@velum/issuer'
import { CsvError, parse } from 'csv-parse/sync'
import { refused } from '../cli-error.ts'

/** Rows of a CSV file as claims, and what is wrong with the file itself. */
export interface CsvRows {
  readonly rows: readonly BulkRow[]
  readonly problems: readonly RowProblem[]
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** Reads a CSV file whose header names the template's claims. Cells become what the template says: whole numbers,
 *  true or false, or text without the space around it; an empty cell is an absent claim. A row with too few or too
 *  many cells, or a cell that is no number where one is wanted, is a problem of its line.
 *  Throws CliError 'csv-invalid' when the file is no CSV or its header does not fit the template. */
export function readRows(options: {
  readonly text: string
  readonly template: Template
  /** A column that names the case and is no claim. */
  readonly referenceColumn?: string | undefined
}): CsvRows {
  const { text, template, referenceColumn } = options
  const [header, ...records] = parseCsv(text)
  const columns = header?.record.map((name) => name.trim()) ?? []
  requireColumns(columns, template, referenceColumn)
  const rows: BulkRow[] = []
  const problems: RowProblem[] = []
  for (const { record, info } of records) {
    // The parser counts to where a row ends; a quoted cell may hold newlines.
    const line = info.lines - record.join('').split('\n').length + 1
    if (record.length !== columns.length) {
      problems.push({
        line,
        message: `The row has ${record.length} cells, the header ${columns.length}.`,
      })
      continue
    }
    const row = readRow({ columns, record, line, template, referenceColumn })
    if (Array.isArray(row)) problems.push(...row)
    else rows.push(row)
  }
  return { rows, problems }
}

function parseCsv(text: string): ParsedRecord[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // What a spreadsheet writes below the last row: commas, or spaces, and nothing between.
      skip_records_with_empty_values: true,
    }) as unknown as ParsedRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw refused('csv-invalid', `The file is no valid CSV: ${error.code} near line ${String(error.lines)}.`)
  }
}

function requireColumns(columns: readonly string[], template: Template, referenceColumn?: string): void {
  const claims = new Set(template.order)
  const problems = [
    ...columns
      .filter((name, position) => columns.indexOf(name) !== position)
      .map((name) => `The column "${name}" is there twice.`),
    ...columns
      .filter((name) => !claims.has(name) && name !== referenceColumn)
      .map((name) => `The column "${name}" is no claim of the template.`),
    ...template.schema.required
      .filter((name) => !columns.includes(name))
      .map((name) => `The column "${name}" is missing.`),
    ...(referenceColumn !== undefined && !columns.includes(referenceColumn)
      ? [`The reference column "${referenceColumn}" is missing.`]
      : []),
  ]
  if (problems.length > 0) {
    throw refused(
      'csv-invalid',
      'The header of the file does not fit the template. Nothing was issued.',
      problems,
    )
  }
}

function readRow(options: {
  readonly columns: readonly string[]
  readonly record: readonly string[]
  readonly line: number
  readonly template: Template
  readonly referenceColumn: string | undefined
}): BulkRow | RowProblem[] {
  const { columns, record, line, template, referenceColumn } = options
  const claims: Record<string, string | number | boolean> = {}
  const problems: RowProblem[] = []
  for (const [position, claim] of columns.entries()) {
    const cell = record[position]?.trim() ?? ''
    const schema = template.schema.properties[claim]
    if (cell === '' || !schema) continue
    if (schema.type === 'string') claims[claim] = cell
    else if (schema.type === 'integer' && /^[+-]?\d{1,15}$/.test(cell)) claims[claim] = Number(cell)
    else if (schema.type === 'boolean' && /^(true|false)$/i.test(cell))
      claims[claim] = cell.toLowerCase() === 'true'
    else problems.push({ line, claim, message: wanted[schema.type] })
  }
  if (problems.length > 0) return problems
  const reference =
    referenceColumn === undefined ? undefined : record[columns.indexOf(referenceColumn)]?.trim()
  return { line, claims, ...(reference ? { reference } : {}) }
}

const wanted = { integer: 'must be a whole number.', boolean: 'must be true or false.' } as const
