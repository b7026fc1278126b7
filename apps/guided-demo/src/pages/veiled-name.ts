import { html } from 'hono/html'
import type { Markup } from './markup.ts'

const threads = 26
const [width, height] = [420, 310]

/** A card with a name on it under the veil of the wallet's sign, drawn aside as far as to show that something is there. */
export function veiledName(label: string): Markup {
  return html`<svg class="veiled" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
    <rect class="card" x="10" y="20" width="400" height="250" rx="20" />
    <g class="name">
      <rect x="146" y="98" width="196" height="28" rx="14" />
      <rect x="186" y="144" width="128" height="12" rx="6" />
      <rect x="206" y="170" width="96" height="12" rx="6" />
      <rect x="40" y="216" width="92" height="10" rx="5" />
      <rect x="40" y="236" width="64" height="10" rx="5" />
    </g>
    <g class="threads">
      ${Array.from({ length: threads }, (_, position) => html`<path d="${thread(position / (threads - 1))}" />`)}
    </g>
  </svg>`
}

/** From corner to corner of the upper edge, each hanging a little deeper, and all of them drawn to the right. */
function thread(part: number): string {
  const depth = 60 + part * 300
  const [x1, x2] = [40 + part * 190, 400 - part * 70]
  return `M10 34C${round(x1)} ${round(depth * 0.86)} ${round(x2)} ${round(depth)} 410 34`
}

const round = (number: number) => Math.round(number * 10) / 10
