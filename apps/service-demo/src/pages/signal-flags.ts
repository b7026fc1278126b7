import { html } from 'hono/html'
import type { Markup } from './markup.ts'

const flagCount = 5
const colours = ['blue', 'white', 'red', 'yellow', 'black'] as const

/** Patterns of signal flags, each drawn in the second colour over a ground of 24 by 18. */
const patterns: readonly ((colour: string) => Markup)[] = [
  (colour) => html`<path class="${colour}" d="M0 0h12v18H0z" />`,
  (colour) => html`<path class="${colour}" d="M0 0h24v9H0z" />`,
  (colour) => html`<path class="${colour}" d="M9 0h6v6h9v6h-9v6H9v-6H0V6h9z" />`,
  (colour) =>
    html`<path class="${colour}" d="M0 0h5l7 5.5L19 0h5v4l-6.5 5L24 14v4h-5l-7-5.5L5 18H0v-4l6.5-5L0 4z" />`,
  (colour) => html`<path class="${colour}" d="M6 4.5h12v9H6z" />`,
  (colour) => html`<circle class="${colour}" cx="12" cy="9" r="5" />`,
  (colour) => html`<path class="${colour}" d="M0 0h24L0 18z" />`,
  (colour) => html`<path class="${colour}" d="M0 0h5v18H0zM10 0h5v18h-5zM20 0h4v18h-4z" />`,
  (colour) => html`<path class="${colour}" d="M12 0 24 9 12 18 0 9z" />`,
]

/** A hoist of five signal flags drawn from a pseudonym, so that a person sees at once whether it is the same one. */
export function signalFlags(pseudonym: string, label: string): Markup {
  const bytes = Buffer.from(pseudonym, 'base64url')
  const flags = Array.from({ length: flagCount }, (_, position) => {
    // The first octets of a point hold its format; any others are as good as drawn at random.
    const [shape = 0, ground = 0, second = 0] = bytes.subarray(8 + position * 3)
    const over = (ground + 1 + (second % (colours.length - 1))) % colours.length
    return { ground: colours[ground % colours.length], over: colours[over] as string, shape }
  })
  return html`<svg class="flags" viewBox="0 0 156 38" role="img" aria-label="${label}">
    <path class="rope" d="M2 7q76 9 152 0" />
    ${flags.map(
      ({ ground, over, shape }, position) => html`<svg
        x="${6 + position * 30}"
        y="${[9, 11, 12, 11, 9][position] ?? 9}"
        width="24"
        height="18"
        viewBox="0 0 24 18"
      >
        <path class="${ground}" d="M0 0h24v18H0z" />
        ${patterns[shape % patterns.length]?.(over) ?? ''}
        <path class="hem" d="M.3.3h23.4v17.4H.3z" />
      </svg>`,
    )}
  </svg>`
}

/** A pseudonym as people can compare it: its beginning and its end. */
export function shortPseudonym(pseudonym: string): string {
  return `${pseudonym.slice(0, 6)}…${pseudonym.slice(-4)}`
}
