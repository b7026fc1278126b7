import { useCallback, useState } from 'react'
import { asProblem, type Problem } from './problem.ts'

export interface Work {
  readonly busy: boolean
  readonly problem: Problem | undefined
  /** Does one thing at a time; a second call while the first runs does nothing. */
  readonly run: (task: () => Promise<void>) => Promise<void>
}

/** Something that a button sets going, and how it went. */
export function useWork(): Work {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const run = useCallback(
    async (task: () => Promise<void>) => {
      if (busy) return
      setBusy(true)
      setProblem(undefined)
      try {
        await task()
      } catch (error) {
        setProblem(asProblem(error))
      } finally {
        setBusy(false)
      }
    },
    [busy],
  )
  return { busy, problem, run }
}
