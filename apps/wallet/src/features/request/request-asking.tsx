import type { RequestView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { replacePlace } from '../../platform/hash-location.ts'
import { allShown, type Choices } from './choices.ts'
import { QueryChoice } from './query-choice.tsx'
import type { RequestFlow } from './request-flow.ts'
import { RequestLinkable } from './request-linkable.tsx'
import { RequestStatements } from './request-statements.tsx'
import { RequestTransaction } from './request-transaction.tsx'
import { Requester } from './requester.tsx'
import './request.css'

interface RequestAskingProps {
  readonly flow: RequestFlow
  readonly view: RequestView
  readonly choices: Choices
}

/** Who asks, why, and for what; and the holder's choice. */
export function RequestAsking({ flow, view, choices }: RequestAskingProps) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const { verifier } = view
  const count = allShown(view, choices).length
  const short = pseudonymOf(view)
  const several = view.queries.length > 1
  return (
    <Page title={t('titleAsks', { who: verifier.name ? say(verifier.name) : verifier.host })}>
      <div className="request">
        <div className="request-side">
          <section className="section" aria-labelledby="who">
            <h2 id="who">{t('whoTitle')}</h2>
            <Requester verifier={verifier} />
          </section>
          <section className="section" aria-labelledby="why">
            <h2 id="why">{t('whyTitle')}</h2>
            {view.purpose ? (
              <figure className="purpose">
                <blockquote>{say(view.purpose)}</blockquote>
                <figcaption className="small soft">{t('itsOwnWords')}</figcaption>
              </figure>
            ) : (
              <p className="soft">{t('noPurpose')}</p>
            )}
          </section>
          <RequestLinkable view={view} choices={choices} />
        </div>
        <div className="request-main">
          {view.transaction && <RequestTransaction transaction={view.transaction} />}
          {view.queries.map((query, index) => (
            <QueryChoice
              key={query.queryId}
              flow={flow}
              query={query}
              choices={choices}
              title={
                several ? t('several', { index: index + 1, count: view.queries.length }) : t('whatTitle')
              }
            />
          ))}
          <RequestStatements view={view} />
          <div className="request-actions">
            <Button look="main" onPress={() => void flow.answer()}>
              {count > 0
                ? t('confirm', { count, host: verifier.host })
                : short === undefined
                  ? t('confirmNone', { host: verifier.host })
                  : t('confirmPseudonym', { short, host: verifier.host })}
            </Button>
            <Button look="quiet" onPress={() => replacePlace('/')}>
              {t('decline')}
            </Button>
          </div>
        </div>
      </div>
    </Page>
  )
}

function pseudonymOf(view: RequestView): string | undefined {
  const statements = view.queries.flatMap((query) => query.statements)
  return statements.find((statement) => statement.type === 'pseudonym')?.short
}
