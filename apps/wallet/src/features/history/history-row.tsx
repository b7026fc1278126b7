import type { HistoryEntry } from '@velum/holder'
import { CircleHelp, Fingerprint, GalleryVerticalEnd } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatMoment, formatTime } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import './history-row.css'

/** One record in a line: to whom, what, when. Under the heading of its day the time is enough. */
export function HistoryRow({
  entry,
  underDay = false,
  asked = false,
}: {
  entry: HistoryEntry
  underDay?: boolean
  /** Whether somebody asks to find out who gave it. */
  asked?: boolean
}) {
  const { t } = useTranslation('history')
  const openings = useTranslation('openings').t
  const { language, say } = useLanguage()
  const { verifier, outcome } = entry
  const Icon = entry.kind === 'sign-in' ? Fingerprint : GalleryVerticalEnd
  return (
    <a className="history-row" href={`#/history/${encodeURIComponent(entry.id)}`}>
      <Icon aria-hidden />
      <span className="history-row-who">
        <strong>{verifier.name ? say(verifier.name) : verifier.host}</strong>
        {!verifier.proved && <CircleHelp role="img" aria-label={t('unproved')} />}
      </span>
      <span className="history-row-what soft">
        {summary()}
        {outcome !== 'delivered' && (
          <span className={`outcome outcome-${outcome}`}>{t(`outcome_${outcome}`)}</span>
        )}
        {asked && <span className="outcome outcome-asked">{openings('askedFor')}</span>}
      </span>
      <time className="history-row-when small soft" dateTime={entry.at}>
        {underDay ? formatTime(entry.at, language) : formatMoment(entry.at, language, now())}
      </time>
    </a>
  )

  function summary(): string {
    if (entry.kind === 'sign-in') return t('signIn')
    const claims = entry.shown.flatMap((shown) => shown.claims)
    const titles = entry.shown.map((shown) => say(shown.title)).join(', ')
    const count = claims.length === 0 ? t('onlyCard') : t('facts', { count: claims.length })
    return `${titles}: ${count}`
  }
}
