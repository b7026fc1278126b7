import { EngineError, type ExplanationInBoth } from '../engine/engine-error.ts'

/** Something that did not work, as a page shows it. */
export interface Problem {
  readonly code: string
  readonly explanation: ExplanationInBoth
}

/** Errors of the engine are for the holder; anything else is a fault of this page and goes on upwards. */
export function asProblem(error: unknown): Problem {
  if (error instanceof EngineError) return { code: error.code, explanation: error.explanation }
  throw error
}
