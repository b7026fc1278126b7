import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../design/link-button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { formatDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { OpeningsHere } from '../openings/openings-here.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useLoaded } from '../use-loaded.ts'
import { groupByDay } from './group-by-day.ts'
import { HistoryRow } from './history-row.tsx'

export function HistoryPage() {
  const { t } = useTranslation('history')
  const { language } = useLanguage()
  const loaded = useLoaded(
    async (engine) => ({ history: await engine.history(), watch: await engine.openings() }),
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
  const { history, watch } = loaded.value
  const asked = new Set(watch.openings.map(({ presentation }) => presentation.id))
  if (history.length === 0) {
    return (
      <Page title={t('emptyTitle')} lead={t('emptyLead')}>
        <Notice>{t('emptyHint')}</Notice>
        <div>
          <LinkButton href="#/add">{t('answer')}</LinkButton>
        </div>
      </Page>
    )
  }
  return (
    <Page title={t('title')} lead={t('lead')}>
      <OpeningsHere watch={watch} />
      {groupByDay(history).map(({ day, entries }) => (
        <section key={day} className="section" aria-label={formatDate(day, language)}>
          <h2>{formatDate(day, language)}</h2>
          <ul className="panel rows">
            {entries.map((entry) => (
              <li key={entry.id}>
                <HistoryRow entry={entry} underDay asked={asked.has(entry.id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
