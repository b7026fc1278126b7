import type { Explanation } from '@velum/holder'

export interface ExplanationInBoth {
  readonly en: Explanation
  readonly zh: Explanation
}

/** What went wrong behind the screens: the code of the part that refused, and words for the holder.
 *  `engine-stopped`: the engine itself ended, and starts anew with the next page load. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: string
  readonly explanation: ExplanationInBoth

  constructor(code: string, explanation: ExplanationInBoth) {
    super(explanation.en.what)
    this.code = code
    this.explanation = explanation
  }
}
