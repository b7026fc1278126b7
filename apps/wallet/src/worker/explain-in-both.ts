import { explain } from '@velum/holder'
import type { ExplanationInBoth } from '../engine/engine-error.ts'

export interface ExplainedError {
  readonly code: string
  readonly explanation: ExplanationInBoth
}

/** An error as it crosses to the page: its code, and words for the holder; no more of it leaves the worker. */
export function explainInBoth(error: unknown): ExplainedError {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unexpected'
  return { code, explanation: { en: explain(error, 'en'), zh: explain(error, 'zh') } }
}
