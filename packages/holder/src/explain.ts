export type Language = 'en' | 'zh'

export interface Explanation {
  /** What happened. */
  readonly what: string
  /** What to do next. */
  readonly next: string
}

/** Puts any error that a wallet meets in plain words. An error of an unknown kind gets a general explanation. */
export declare function explain(error: unknown, language: Language): Explanation
