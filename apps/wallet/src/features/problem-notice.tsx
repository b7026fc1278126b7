import type { ReactNode } from 'react'
import { Notice } from '../design/notice.tsx'
import { useLanguage } from '../language/use-language.ts'
import type { Problem } from './problem.ts'

/** What went wrong and what to do next, in the holder's language. */
export function ProblemNotice({ problem, actions }: { problem: Problem; actions?: ReactNode }) {
  const { say } = useLanguage()
  const { what, next } = say(problem.explanation)
  return (
    <Notice tone="bad" title={what} actions={actions}>
      {next}
    </Notice>
  )
}
