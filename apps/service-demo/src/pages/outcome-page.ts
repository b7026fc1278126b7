import type { OutcomeView } from '@velum/verifier'
import type { Reader } from '../language.ts'
import { acceptedSection } from './accepted-section.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'
import { outcomeContent } from './outcome-content.ts'

/** Where a visitor lands after the wallet: what was shown, or in plain words why not. */
export function outcomePage(reader: Reader, outcome: OutcomeView): Markup {
  const content = outcomeContent(reader, outcome, (request, verdict) =>
    acceptedSection(reader.language, request, verdict),
  )
  return layout({ reader, path: '', ...content })
}
