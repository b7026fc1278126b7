import type { Claims, Template } from '@velum/credential'
import { claimProblems } from '../offers/claim-problems.ts'
import type { BulkRow, CheckedRows, RowProblem, ValidRow } from './bulk-row.ts'
import { canonicalRow } from './canonical-row.ts'

/** Checks all rows before any is issued: each against the template, and that none is there twice. */
export function checkRows(template: Template, rows: readonly BulkRow[]): CheckedRows {
  const valid: ValidRow[] = []
  const problems: RowProblem[] = []
  const lineOf = new Map<string, number>()
  for (const row of rows) {
    const found = claimProblems(template, row.claims)
    if (found.length > 0) {
      problems.push(...found.map((problem) => ({ line: row.line, ...problem })))
      continue
    }
    const content = canonicalRow(row.claims as Claims)
    const earlier = lineOf.get(content)
    if (earlier !== undefined) {
      problems.push({ line: row.line, message: `The row says the same as line ${earlier}.` })
      continue
    }
    lineOf.set(content, row.line)
    valid.push({ ...row, claims: row.claims as Claims })
  }
  return { valid, problems }
}
