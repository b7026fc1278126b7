import type { Claims } from '@velum/credential'

/** One row of a bulk job: where it stands in the operator's file, and what to claim. */
export interface BulkRow {
  /** As an editor counts it: the header is line 1. */
  readonly line: number
  readonly claims: Readonly<Record<string, unknown>>
  /** The issuer's own name for the case; the job and the line unless given. */
  readonly reference?: string
}

/** Why a row cannot be issued. The message never repeats a value. */
export interface RowProblem {
  readonly line: number
  readonly claim?: string
  readonly message: string
}

/** A row whose claims fit the template. */
export interface ValidRow extends BulkRow {
  readonly claims: Claims
}

/** Rows by whether they can be issued. */
export interface CheckedRows {
  readonly valid: readonly ValidRow[]
  /** Every problem of every bad row, by line. */
  readonly problems: readonly RowProblem[]
}
