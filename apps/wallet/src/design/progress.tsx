import { Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import './progress.css'

interface ProgressProps {
  readonly title: string
  readonly steps: readonly string[]
  readonly current: number
}

/** Steps of something that takes a moment, read aloud as they come. */
export function Progress({ title, steps, current }: ProgressProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="progress">
      <span className="waiting-threads progress-threads" aria-hidden="true" />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            className={index < current ? 'progress-done' : index === current ? 'progress-now' : undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            <span className="progress-dot">{index < current && <Check aria-hidden />}</span>
            {step}
          </li>
        ))}
      </ol>
      <p role="status" className="only-read-aloud">
        {steps[current]}
      </p>
    </div>
  )
}
