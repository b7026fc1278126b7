import type { LinkabilityNote, RequestView } from '@velum/holder'
import { Link2, Sparkles, VenetianMask } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import { type Choices, chosenCandidate, shownClaims } from './choices.ts'

/** What of this very answer could connect it to others of the same holder. Changes with every switch. */
export function RequestLinkable({ view, choices }: { view: RequestView; choices: Choices }) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const notes = view.queries.flatMap((query) => {
    const candidate = chosenCandidate(query, choices)
    const choice = choices[query.queryId]
    if (!candidate || !choice) return []
    const shown = new Set(
      [...shownClaims(candidate, choice), ...candidate.alwaysShown].map(({ name }) => name),
    )
    return candidate.linkability.filter((note) => !('claim' in note) || shown.has(note.claim))
  })
  const words = (note: LinkabilityNote) => {
    if (note.code === 'status-index') return t('linkStatus')
    if (note.code === 'status-index-here') return t('linkStatusHere')
    const label = say(note.label)
    return note.code === 'unique-claim' ? t('linkUnique', { label }) : t('linkRare', { label })
  }
  const pseudonyms = view.queries.flatMap(({ statements }) =>
    statements.filter((statement) => statement.type === 'pseudonym'),
  )
  const pseudonymWords = new Set(
    pseudonyms.map(({ scope }) =>
      scope === undefined ? t('linkPseudonym', { host: view.verifier.host }) : t('linkPseudonymShared'),
    ),
  )
  return (
    <section className="section request-linkable" aria-labelledby="linkable">
      <h2 id="linkable">{t('linkTitle')}</h2>
      <ul className="linkable" aria-live="polite">
        {notes.length === 0 && pseudonyms.length === 0 && (
          <li className="linkable-nothing">
            <Sparkles aria-hidden />
            {t('linkNothing')}
          </li>
        )}
        {[...pseudonymWords].map((text) => (
          <li key={text}>
            <VenetianMask aria-hidden />
            {text}
          </li>
        ))}
        {notes.map((note) => (
          <li key={keyOf(note)}>
            <Link2 aria-hidden />
            {words(note)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function keyOf(note: LinkabilityNote): string {
  return 'claim' in note ? `${note.code}:${note.claim}` : note.code
}
