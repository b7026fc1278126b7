import { useTranslation } from 'react-i18next'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { formatDate, formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { ClaimList } from '../cards/claim-list.tsx'
import { OpeningNotice } from '../openings/opening-notices.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { OtherWording } from '../request/other-wording.tsx'
import { Requester } from '../request/requester.tsx'
import { useLoaded } from '../use-loaded.ts'
import { HistoryBinding } from './history-binding.tsx'
import './history-row.css'

export function HistoryEntryPage({ id }: { id: string }) {
  const { t } = useTranslation('history')
  const { language, say } = useLanguage()
  const loaded = useLoaded(
    async (engine) => ({
      entry: (await engine.history()).find((one) => one.id === id),
      openings: (await engine.openings()).openings.filter(({ presentation }) => presentation.id === id),
    }),
    [id],
  )
  const back = { href: '#/history', text: t('title') }
  if (loaded.state === 'loading') return <Waiting />
  if (loaded.state === 'failed') {
    return (
      <Page title={t('title')} back={back}>
        <ProblemNotice problem={loaded.problem} />
      </Page>
    )
  }
  const { entry, openings } = loaded.value
  if (!entry) {
    return (
      <Page title={t('gone')} back={back}>
        {null}
      </Page>
    )
  }
  const transaction = entry.kind === 'presentation' ? entry.transaction : undefined
  const purpose = entry.kind === 'presentation' ? entry.purpose : undefined
  return (
    <Page title={entry.verifier.name ? say(entry.verifier.name) : entry.verifier.host} back={back}>
      <div className="request-narrow">
        {openings.map((opening) => (
          <OpeningNotice key={opening.requestId} opening={opening} />
        ))}
        <dl className="panel facts">
          <div>
            <dt>{t('when')}</dt>
            <dd>
              {formatDate(entry.at, language)}, {formatMoment(entry.at, language, now())}
            </dd>
          </div>
          <div>
            <dt>{t('outcome')}</dt>
            <dd>
              <span className={`outcome outcome-${entry.outcome}`}>{t(`outcome_${entry.outcome}`)}</span>
              <p className="small soft">{t(`said_${entry.outcome}`)}</p>
            </dd>
          </div>
          {purpose && (
            <div>
              <dt>{t('purpose')}</dt>
              <dd>{say(purpose)}</dd>
            </div>
          )}
          {transaction && (
            <div>
              <dt>{t('transaction')}</dt>
              <dd>
                {say(transaction.description)}
                {transaction.reference !== undefined && (
                  <p className="small soft mono">{transaction.reference}</p>
                )}
                <OtherWording description={transaction.description} title={t('transactionOther')} />
              </dd>
            </div>
          )}
          {entry.kind === 'sign-in' && (
            <div>
              <dt>{t('did')}</dt>
              <dd className="mono">{entry.did}</dd>
            </div>
          )}
        </dl>
        {entry.kind === 'presentation' && (
          <section className="section">
            <h2>{t('saw')}</h2>
            {entry.shown.map((shown) => (
              <div key={shown.credentialId} className="claim-group">
                <h3>{say(shown.title)}</h3>
                {shown.claims.length > 0 ? (
                  <ClaimList claims={shown.claims} />
                ) : (
                  <p className="soft">{t('sawNothing')}</p>
                )}
              </div>
            ))}
          </section>
        )}
        {entry.kind === 'presentation' && entry.bound && <HistoryBinding bound={entry.bound} />}
        <section className="section">
          <h2>{t('who')}</h2>
          <Requester verifier={entry.verifier} />
        </section>
      </div>
    </Page>
  )
}
