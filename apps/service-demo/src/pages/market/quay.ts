import { html } from 'hono/html'
import type { Markup } from '../markup.ts'

/** Three stalls on a quay at high tide, under a string of lamps. */
export function quay(): Markup {
  return html`<svg class="illustration" viewBox="0 0 520 300" role="presentation" aria-hidden="true">
    <circle class="sun" cx="120" cy="74" r="46" />
    <path class="wire" d="M-40 34q150 74 300 14t300-6" />
    <g class="lamps">
      <circle cx="42" cy="63" r="7" />
      <circle cx="116" cy="73" r="7" />
      <circle cx="196" cy="62" r="7" />
      <circle cx="286" cy="38" r="7" />
      <circle cx="370" cy="26" r="7" />
      <circle cx="456" cy="30" r="7" />
    </g>
    <g class="stall">
      <path class="post" d="M30 150h8v140h-8zM158 150h8v140h-8z" />
      <path class="b" d="M14 112h168l10 42H4z" />
      <path class="d" d="M38 112h24l-4 42H30zM86 112h24v42H84zM134 112h24l8 42h-28z" />
      <path class="b" d="M4 153a13.4 13.4 0 0 0 26.8 0zM57.6 153a13.4 13.4 0 0 0 26.8 0zM111.2 153a13.4 13.4 0 0 0 26.8 0zM164.8 153a13.4 13.4 0 0 0 26.8 0z" />
      <path class="d" d="M30.8 153a13.4 13.4 0 0 0 26.8 0zM84.4 153a13.4 13.4 0 0 0 26.8 0zM138 153a13.4 13.4 0 0 0 26.8 0z" />
      <path class="board" d="M22 232h152v64H22z" />
      <g class="lamps"><circle cx="52" cy="222" r="10" /><circle cx="74" cy="222" r="10" /><circle cx="63" cy="206" r="10" /></g>
      <g class="d"><circle cx="122" cy="222" r="10" /><circle cx="144" cy="222" r="10" /><circle cx="133" cy="206" r="10" /></g>
    </g>
    <g class="stall">
      <path class="post" d="M218 130h8v160h-8zM318 130h8v160h-8z" />
      <path class="c" d="M204 92h136l12 42H192z" />
      <path class="b" d="M232 92h22l-4 42h-26zM290 92h22l8 42h-26z" />
      <path class="c" d="M192 133a16 16 0 0 0 32 0zM250 133a22 16 0 0 0 44 0zM320 133a16 16 0 0 0 32 0z" />
      <path class="b" d="M224 133a13 13 0 0 0 26 0zM294 133a13 13 0 0 0 26 0z" />
      <path class="board" d="M208 238h128v58H208z" />
      <path class="rail" d="M238 174h68v6h-68z" />
      <path class="b" d="M248 180c-8 14-8 26 0 38h14c8-12 8-24 0-38z" />
      <path class="a" d="M282 180c-8 14-8 26 0 38h14c8-12 8-24 0-38z" />
    </g>
    <g class="stall">
      <path class="post" d="M384 160h8v130h-8zM484 160h8v130h-8z" />
      <path class="a" d="M372 122h132l10 42H362z" />
      <path class="lamp" d="M398 122h22l-4 42h-24zM456 122h22l6 42h-26z" />
      <path class="a" d="M362 163a15 15 0 0 0 30 0zM416 163a21 15 0 0 0 42 0zM484 163a15 15 0 0 0 30 0z" />
      <path class="lamp" d="M392 163a12 12 0 0 0 24 0zM458 163a13 13 0 0 0 26 0z" />
      <path class="board" d="M374 240h128v56H374z" />
      <path class="rail" d="M436 196h4v44h-4zM412 202h52v4h-52z" />
      <path class="b" d="M400 222h26a13 13 0 0 1-26 0zM450 216h26a13 13 0 0 1-26 0z" />
      <path class="rail" d="M412 204 400 222h2l11-16 11 16h2zM462 204l-12 12h2l11-10 11 10h2z" />
    </g>
    <path class="ripple" d="M-20 338q12-8 24 0t24 0 24 0 24 0M150 348q12-8 24 0t24 0 24 0 24 0M330 338q12-8 24 0t24 0 24 0M430 350q10-7 20 0t20 0 20 0" />
  </svg>`
}
