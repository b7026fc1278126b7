import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import type { CardDetail } from '../../engine/card-view.ts'
import { formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'
import './card-status.css'

/** Whether the card holds, since when that is known, and a way to ask again. */
export function CardStatus({ card }: { card: CardDetail }) {
  const { t } = useTranslation('cards')
  const { language } = useLanguage()
  const engine = useEngine()
  const work = useWork()
  const checked = card.statusCheckedAt
  return (
    <section className="section" aria-label={t('status')}>
      <div className={`panel card-status card-status-${card.state}`}>
        <div>
          <strong>{t(`state_${card.state}`)}</strong>
          <span className="small soft">
            {checked
              ? t('statusChecked', { moment: formatMoment(checked, language, now()) })
              : t('statusNever')}
          </span>
        </div>
        <Button
          look="quiet"
          isPending={work.busy}
          onPress={() => void work.run(() => engine.refreshStatus(card.id))}
        >
          {t('check')}
        </Button>
      </div>
      {card.statusProblem !== undefined && <p className="small soft">{t('statusProblem')}</p>}
      {work.problem && <ProblemNotice problem={work.problem} />}
    </section>
  )
}
