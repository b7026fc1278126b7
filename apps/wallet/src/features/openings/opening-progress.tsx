import type { OpeningView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { formatDate, formatTime } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { openingTone } from './opening-tone.ts'
import { useOpeningWords } from './use-opening-words.ts'

// More seats than this are no picture any more.
const mostSeats = 15

/** How far it has come: the trustees as seats, and every step with its time. */
export function OpeningProgress({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation('openings')
  const { language } = useLanguage()
  const wordsOf = useOpeningWords()
  const { state, authority, approvals, refusals, result, requested, opensAt, expiresAt } = opening
  const moment = (iso: string) => `${formatDate(iso, language)}, ${formatTime(iso, language)}`
  const steps = [
    { at: requested.at, text: t('stepRequested') },
    ...(opensAt > requested.at ? [{ at: opensAt, text: t('stepOpens') }] : []),
    ...approvals.map(({ at, trustee }) => ({ at, text: t('stepApproved', { trustee }) })),
    ...refusals.map(({ at, trustee }) => ({ at, text: t('stepRefused', { trustee }) })),
    ...(result ? [{ at: result.at, text: t('stepOpened') }] : []),
    { at: expiresAt, text: t('stepExpires') },
  ].sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0))
  const today = now().toISOString()
  return (
    <section className={`panel opening-progress tone-${openingTone(state)}`} aria-label={t('progress')}>
      <div className="opening-standing">
        {authority && authority.trustees <= mostSeats && <Seats opening={opening} />}
        <p>{wordsOf(opening).standing}</p>
        {authority && <p className="small soft">{t('decides', { ...authority })}</p>}
      </div>
      <ol className="opening-steps">
        {steps.map(({ at, text }) => (
          <li key={`${at} ${text}`} className={at > today ? 'opening-step step-ahead' : 'opening-step'}>
            <span>{text}</span>
            <time className="small soft" dateTime={at}>
              {moment(at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Seats({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation('openings')
  const { approvals, refusals, authority } = opening
  const said = new Map<number, string>([
    ...approvals.map(({ trustee }) => [trustee, 'agreed'] as const),
    ...refusals.map(({ trustee }) => [trustee, 'refused'] as const),
  ])
  const trustees = authority?.trustees ?? 0
  return (
    <span
      className="opening-seats"
      role="img"
      aria-label={t('seats', { approvals: approvals.length, refusals: refusals.length, trustees })}
    >
      {Array.from({ length: trustees }, (_, position) => (
        <span key={position} className={`opening-seat seat-${said.get(position + 1) ?? 'silent'}`} />
      ))}
    </span>
  )
}
