import type { OpeningsView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { OpeningNotice } from './opening-notices.tsx'

/** Every request about something that this wallet showed, over the history; where there is none, that there is none. */
export function OpeningsHere({ watch }: { watch: OpeningsView }) {
  const { t } = useTranslation('openings')
  const { language } = useLanguage()
  const { openings, watched, checkedAt } = watch
  if (watched === 0) return null
  return (
    <section className="openings" aria-label={t('noticesTitle')}>
      {openings.map((opening) => (
        <OpeningNotice key={opening.requestId} opening={opening} />
      ))}
      {checkedAt !== undefined && (
        <p className="small soft">
          {openings.length === 0 && `${t('watch')} `}
          {t('watchCheck', { moment: formatMoment(checkedAt, language, now()) })}
        </p>
      )}
    </section>
  )
}
