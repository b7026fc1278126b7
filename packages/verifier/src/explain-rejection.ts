import type { LocalizedText } from '@velum/credential'
import { rejectionWords } from './rejection-words.ts'
import type { Rejection } from './verdict.ts'

/** A refusal in words for the person in front of the screen. */
export interface Explanation {
  readonly what: string
  readonly whatToDo: string
}

/** Says in plain words why an answer was not accepted and what the visitor can do. */
export function explainRejection(reason: Rejection, language: keyof LocalizedText): Explanation {
  const { what, whatToDo } = rejectionWords[reason]
  return { what: what[language], whatToDo: whatToDo[language] }
}
