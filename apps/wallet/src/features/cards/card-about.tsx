import { useTranslation } from 'react-i18next'
import type { CardDetail } from '../../engine/card-view.ts'
import { formatDate, formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'

export function CardAbout({ card }: { card: CardDetail }) {
  const { t } = useTranslation('cards')
  const { language, say } = useLanguage()
  return (
    <section className="section card-about" aria-labelledby="about">
      <h2 id="about">{t('about')}</h2>
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
          <dt>{t('suite')}</dt>
          <dd className="mono">{card.suite}</dd>
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
