import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import type { CardDetail } from '../../engine/card-view.ts'
import { formatDate, formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { asProblem, type Problem } from '../problem.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import './card-about.css'

export function CardAbout({ card }: { card: CardDetail }) {
  const { t } = useTranslation('cards')
  const { language, say } = useLanguage()
  const engine = useEngine()
  const [checking, setChecking] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const check = async () => {
    setChecking(true)
    setProblem(undefined)
    try {
      await engine.refreshStatus(card.id)
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setChecking(false)
    }
  }

  return (
    <section className="section" aria-label={t('about')}>
      <div className={`panel card-status card-status-${card.state}`}>
        <div>
          <strong>{t(`state_${card.state}`)}</strong>
          <span className="small soft">
            {card.statusCheckedAt
              ? t('statusChecked', { moment: formatMoment(card.statusCheckedAt, language, now()) })
              : t('statusNever')}
          </span>
        </div>
        <Button look="quiet" isPending={checking} onPress={() => void check()}>
          {t('check')}
        </Button>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <dl className="panel facts">
        <div>
          <dt>{t('issuer')}</dt>
          <dd>{say(card.issuer.name)}</dd>
        </div>
        <div>
          <dt>{t('issuerHost')}</dt>
          <dd>{card.issuer.host}</dd>
        </div>
        <div>
          <dt>{t('issuerDid')}</dt>
          <dd className="mono">{card.issuer.did}</dd>
        </div>
        <div>
          <dt>{t('validFrom')}</dt>
          <dd>{formatDate(card.validFrom.slice(0, 10), language)}</dd>
        </div>
        <div>
          <dt>{t('validUntilLabel')}</dt>
          <dd>{formatDate(card.validUntil.slice(0, 10), language)}</dd>
        </div>
        <div>
          <dt>{t('received')}</dt>
          <dd>{formatMoment(card.receivedAt, language, now())}</dd>
        </div>
      </dl>
      <details className="panel raw">
        <summary>{t('raw')}</summary>
        <pre className="mono">{JSON.stringify(card.document, null, 2)}</pre>
      </details>
    </section>
  )
}
