import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../design/link-button.tsx'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { HistoryRow } from '../history/history-row.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useLoaded } from '../use-loaded.ts'
import { CardFace } from './card-face.tsx'
import { NoCards } from './no-cards.tsx'
import './cards-page.css'

const recentCount = 3

export function CardsPage() {
  const { t } = useTranslation('cards')
  const { say } = useLanguage()
  const loaded = useLoaded(
    async (engine) => ({ cards: await engine.cards(), history: await engine.history() }),
    [],
  )

  if (loaded.state === 'loading') return <Waiting />
  if (loaded.state === 'failed') {
    return (
      <Page title={t('title')}>
        <ProblemNotice problem={loaded.problem} />
      </Page>
    )
  }
  const { cards, history } = loaded.value
  if (cards.length === 0) return <NoCards />
  return (
    <Page
      title={t('title')}
      actions={
        <LinkButton href="#/add" look="plain" icon={<Plus aria-hidden />}>
          {t('add')}
        </LinkButton>
      }
    >
      <ul className="cards-list">
        {cards.map((card) => (
          <li key={card.id}>
            <a
              className="cards-link"
              href={`#/cards/${encodeURIComponent(card.id)}`}
              aria-label={t('openCard', { title: say(card.title), issuer: say(card.issuer.name) })}
            >
              <CardFace card={card} />
            </a>
          </li>
        ))}
      </ul>
      {history.length > 0 && (
        <section className="section" aria-labelledby="recent">
          <div className="section-head">
            <h2 id="recent">{t('recent')}</h2>
            <a href="#/history">{t('allHistory')}</a>
          </div>
          <ul className="panel rows">
            {history.slice(0, recentCount).map((entry) => (
              <li key={entry.id}>
                <HistoryRow entry={entry} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
