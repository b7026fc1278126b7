import { memo, useId, useMemo } from 'react'
import { weaveVeil } from './veil-pattern.ts'
import './veil.css'

interface VeilProps {
  readonly seed: string
  readonly width?: number
  readonly height?: number
  readonly sheets?: number
  readonly threads?: number
}

/** The drapery behind a card, in the hue of `--hue`, changing along the card as in iris printing. */
export const Veil = memo(function Veil({
  seed,
  width = 342,
  height = 216,
  sheets = 3,
  threads = 34,
}: VeilProps) {
  const ink = useId()
  const pattern = useMemo(
    () => weaveVeil({ seed, width, height, sheets, threads }),
    [seed, width, height, sheets, threads],
  )
  return (
    <svg
      className="veil"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <linearGradient id={ink} gradientUnits="userSpaceOnUse" x1="0" y1="0" x2={width} y2="0">
        <stop offset="0" className="veil-ink-1" />
        <stop offset=".55" className="veil-ink-2" />
        <stop offset="1" className="veil-ink-3" />
      </linearGradient>
      {pattern.folds.map((fold) => (
        <path key={fold.threads[0]} d={fold.threads.join('')} className="veil-fold" stroke={`url(#${ink})`} />
      ))}
    </svg>
  )
})
