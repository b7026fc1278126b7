import type { OpeningView } from '@velum/holder'
import { useTranslation } from 'react-i18next'

/** Who asks, by the register's word, and on what. */
export function OpeningRequesterView({ opening, service }: { opening: OpeningView; service: string }) {
  const { t } = useTranslation('openings')
  const { requester, answerTo, basisHash } = opening
  return (
    <dl className="panel facts">
      <div>
        <dt>{t('who')}</dt>
        <dd>
          {t(`who_${requester.kind}`, { service })}
          <p className="small soft">{t(`who_${requester.kind}_why`, { service })}</p>
          {requester.kind !== 'audience' &&
            requester.clientIds.map((clientId) => (
              <p key={clientId} className="small mono">
                {clientId}
              </p>
            ))}
        </dd>
      </div>
      <div>
        <dt>{t('basis')}</dt>
        <dd>
          {t('basisKnown')}
          <p className="small soft">{t('basisWhy')}</p>
          <p className="small mono soft">{basisHash}</p>
        </dd>
      </div>
      <div>
        <dt>{t('answerTo')}</dt>
        <dd>
          {answerTo.href === undefined ? (
            <span className="opening-answer">{answerTo.text}</span>
          ) : (
            <a href={answerTo.href} target="_blank" rel="noopener noreferrer" className="opening-answer">
              {answerTo.text}
            </a>
          )}
          <p className="small soft">{t('answerToWhy')}</p>
        </dd>
      </div>
    </dl>
  )
}
