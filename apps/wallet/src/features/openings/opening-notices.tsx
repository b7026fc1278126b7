import type { OpeningView } from '@velum/holder'
import { ChevronRight, CloudOff, UserRoundSearch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { useLoaded } from '../use-loaded.ts'
import { isUnderWay, openingTone } from './opening-tone.ts'
import { useOpeningWatchState } from './use-opening-watch.ts'
import { useOpeningWords } from './use-opening-words.ts'
import './opening-notices.css'

/** On the start screen: every request that the holder has not looked at as it stands, and those that are still under way. */
export function OpeningNotices() {
  const { t } = useTranslation('openings')
  const { language } = useLanguage()
  const { problem } = useOpeningWatchState()
  const loaded = useLoaded((engine) => engine.openings(), [])
  if (loaded.state !== 'ready') return null
  const { openings, watched, checkedAt, nodeBehind } = loaded.value
  const shown = openings.filter(({ news, state }) => news || isUnderWay(state))
  const unsure = watched > 0 && (problem !== undefined || nodeBehind)
  return (
    <section className="openings" aria-label={t('noticesTitle')}>
      <div role="status" className="openings-live">
        {shown.map((opening) => (
          <OpeningNotice key={opening.requestId} opening={opening} />
        ))}
        {unsure && (
          <p className="openings-unsure small soft">
            <CloudOff aria-hidden />
            <span>
              {problem ? t('notAsked') : t('behind')}{' '}
              {checkedAt !== undefined &&
                t('lastAsked', { moment: formatMoment(checkedAt, language, now()) })}
            </span>
          </p>
        )}
      </div>
    </section>
  )
}

export function OpeningNotice({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation('openings')
  const wordsOf = useOpeningWords()
  const { state, news, requestId } = opening
  const { title, about, standing } = wordsOf(opening)
  const look = news ? `opening-notice tone-${openingTone(state)}` : 'opening-notice opening-seen'
  return (
    <a className={look} href={`#/openings/${requestId}`}>
      <span className="opening-sign">
        <UserRoundSearch aria-hidden />
      </span>
      <span className="opening-notice-words">
        <strong>
          {title}
          {news && <span className="opening-new">{t('new')}</span>}
        </strong>
        <span>{about}</span>
        <span className="soft">{standing}</span>
      </span>
      <ChevronRight className="opening-go" aria-hidden />
    </a>
  )
}
