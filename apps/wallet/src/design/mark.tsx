import { useMemo } from 'react'
import { markThreads } from './mark-threads.ts'

/** The wallet's sign: a veil, half lifted. */
export function Mark({ size = 28 }: { size?: number }) {
  const threads = useMemo(() => markThreads(), [])
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d={threads} fill="none" stroke="currentColor" strokeWidth="2.3" strokeLinecap="round" />
    </svg>
  )
}
