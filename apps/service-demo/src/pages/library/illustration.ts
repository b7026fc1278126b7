import { html } from 'hono/html'
import type { Markup } from '../markup.ts'

/** A shelf that is a harbour: spines for houses, one of them the lighthouse, and an open book for a boat. */
export function illustration(): Markup {
  return html`<svg class="illustration" viewBox="0 0 520 300" role="presentation" aria-hidden="true">
    <linearGradient id="west" x1="1" x2="0"><stop /><stop offset="1" stop-opacity="0" /></linearGradient>
    <linearGradient id="east"><stop /><stop offset="1" stop-opacity="0" /></linearGradient>
    <path class="beam" fill="url(#west)" d="M258 55-60 8v100L258 65z" />
    <path class="beam" fill="url(#east)" d="M286 55 640-6v130L286 65z" />
    <circle class="sun" cx="404" cy="92" r="54" />
    <g class="spines">
      <rect class="a" x="20" y="150" width="40" height="146" />
      <rect class="b" x="62" y="112" width="30" height="184" />
      <rect class="line" x="62" y="140" width="30" height="6" />
      <rect class="line" x="62" y="152" width="30" height="3" />
      <rect class="c" x="94" y="176" width="46" height="120" />
      <rect class="line" x="108" y="196" width="18" height="40" />
      <rect class="a" x="142" y="134" width="26" height="162" />
      <g transform="rotate(9 186 296)">
        <rect class="d" x="178" y="150" width="32" height="146" />
        <rect class="line" x="178" y="262" width="32" height="5" />
      </g>
      <rect class="b" x="326" y="190" width="36" height="106" />
      <rect class="line" x="326" y="206" width="36" height="4" />
      <rect class="c" x="364" y="160" width="28" height="136" />
      <rect class="a" x="394" y="206" width="44" height="90" />
      <rect class="line" x="408" y="222" width="16" height="30" />
      <rect class="d" x="440" y="172" width="26" height="124" />
      <rect class="line" x="440" y="184" width="26" height="8" />
      <rect class="b" x="468" y="220" width="34" height="76" />
    </g>
    <g class="lighthouse">
      <rect class="tower" x="250" y="82" width="44" height="214" />
      <rect class="band" x="250" y="124" width="44" height="34" />
      <rect class="band" x="250" y="192" width="44" height="34" />
      <rect class="band" x="250" y="260" width="44" height="36" />
      <rect class="gallery" x="242" y="74" width="60" height="10" />
      <rect class="lamp" x="258" y="46" width="28" height="28" />
      <path class="roof" d="M252 46 272 26 292 46z" />
    </g>
    <g class="boat">
      <path class="page" d="M206 318c14-12 34-12 46-3v22c-14-8-30-7-42 0z" />
      <path class="page right" d="M298 318c-14-12-34-12-46-3v22c14-8 30-7 42 0z" />
      <path class="ripple" d="M186 342q12-8 24 0t24 0 24 0 24 0 24 0" />
      <path class="ripple" d="M60 332q10-7 20 0t20 0M386 338q10-7 20 0t20 0 20 0M110 350q10-7 20 0t20 0" />
    </g>
  </svg>`
}
