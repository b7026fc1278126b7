import type { OpeningRecord } from '@velum/registry'
import { html } from 'hono/html'
import type { Affair } from '../actions.ts'
import type { Language } from '../language.ts'
import type { View } from '../stage.ts'
import { frameWords } from '../words/words.ts'
import type { Markup } from './markup.ts'

interface Entry {
  readonly kind: 'asked' | 'approved' | 'refused' | 'closed'
  readonly text: string
  readonly detail: string
  readonly block: number
  readonly at: Date
}

/** What the chain says of the story so far. */
export function chainLog(language: Language, { requests }: View): Markup {
  const text = frameWords[language]
  const entries = (['fraud', 'visit'] as const)
    .flatMap((affair) => entriesOf(language, affair, requests[affair]))
    .toSorted((left, right) => left.block - right.block)
  return html`<section class="chain" aria-labelledby="chain">
    <h2 id="chain">${text.chain}</h2>
    ${
      entries.length === 0
        ? html`<p class="note">${text.chainNothing}</p>`
        : html`<p class="note">${text.chainWhy}</p><ol>${entries.map((entry) => item(language, entry))}</ol>`
    }
  </section>`
}

function entriesOf(language: Language, affair: Affair, record: OpeningRecord | undefined): Entry[] {
  if (!record) return []
  const text = frameWords[language]
  const { requestId, requested, approvals, refusals, closed } = record
  return [
    { kind: 'asked', text: text.asked[affair], detail: requestId, place: requested },
    ...approvals.map(({ trustee, partialHash, place }) => ({
      ...{ kind: 'approved' as const, text: text.approved(trustee), detail: hexOf(partialHash), place },
    })),
    ...refusals.map(({ trustee, reasonHash, place }) => ({
      ...{ kind: 'refused' as const, text: text.refused(trustee), detail: hexOf(reasonHash), place },
    })),
    ...(closed
      ? [
          {
            kind: 'closed' as const,
            text: text.closed,
            detail: hexOf(closed.resultHash),
            place: closed.place,
          },
        ]
      : []),
  ].map(({ place, ...entry }) => ({ ...entry, block: place.blockNumber, at: place.at }) as Entry)
}

function item(language: Language, { kind, text, detail, block, at }: Entry): Markup {
  return html`<li class="${kind}">
    <span class="block">${frameWords[language].block} ${block}</span>
    <strong>${text}</strong>
    <code>${detail.slice(0, 18)}…</code>
    <time datetime="${at.toISOString()}">${at.toISOString().slice(11, 19)}</time>
  </li>`
}

const hexOf = (octets: Uint8Array) => `0x${Buffer.from(octets).toString('hex')}`
