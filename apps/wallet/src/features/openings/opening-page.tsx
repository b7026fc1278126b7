import type { OpeningView } from '@velum/holder'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../design/notice.tsx'
import { Page } from '../../design/page.tsx'
import { Waiting } from '../../design/waiting.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { HistoryRow } from '../history/history-row.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useLoaded } from '../use-loaded.ts'
import { OpeningChoices } from './opening-choices.tsx'
import { OpeningNumbers } from './opening-numbers.tsx'
import { OpeningProgress } from './opening-progress.tsx'
import { OpeningRequesterView } from './opening-requester.tsx'
import { useOpeningWords } from './use-opening-words.ts'
import './opening-page.css'

/** All about one request to find out who the holder is. Whoever looks at it has acknowledged it as it stands. */
export function OpeningPage({ requestId }: { requestId: string }) {
  const { t } = useTranslation('openings')
  const history = useTranslation('history').t
  const engine = useEngine()
  const loaded = useLoaded((from) => from.openings(), [])
  const opening =
    loaded.state === 'ready' ? loaded.value.openings.find((one) => one.requestId === requestId) : undefined
  useEffect(() => {
    // When the note fails, the request stays news, which harms nobody.
    if (opening?.news) engine.acknowledgeOpening(opening).catch(() => undefined)
  }, [engine, opening])

  const back = { href: '#/history', text: history('title') }
  if (loaded.state === 'loading') return <Waiting />
  if (loaded.state === 'failed') {
    return (
      <Page title={t('pageTitle')} back={back}>
        <ProblemNotice problem={loaded.problem} />
      </Page>
    )
  }
  if (opening) return <OneOpening opening={opening} back={back} />
  return (
    <Page title={t('unknownTitle')} lead={t('unknownLead')} back={back}>
      {null}
    </Page>
  )
}

function OneOpening({ opening, back }: { opening: OpeningView; back: { href: string; text: string } }) {
  const { t } = useTranslation('openings')
  const { say } = useLanguage()
  const wordsOf = useOpeningWords()
  const { title, about, service } = wordsOf(opening)
  const { state, authority, fits, takenBack, presentation } = opening
  return (
    <Page title={title} lead={about} back={back}>
      <div className="opening">
        <OpeningProgress opening={opening} />
        {takenBack && <Notice title={t(`back_${takenBack.what}`)}>{t(`back_${takenBack.what}_next`)}</Notice>}
        {!fits && <Notice title={t('vain')}>{t('vainWhy')}</Notice>}
        <section className="section">
          <h2>{t('means')}</h2>
          <div className="opening-words">
            {authority && fits && <p>{t(`means_${state}`, { ...authority, service })}</p>}
            <p>{t('meansOnly', { service })}</p>
          </div>
        </section>
        <OpeningChoices opening={opening} />
        <section className="section">
          <h2>{t('asks')}</h2>
          <OpeningRequesterView opening={opening} service={service} />
        </section>
        <section className="section">
          <h2>{t('shownThen')}</h2>
          <div className="panel">
            <HistoryRow entry={presentation} />
          </div>
          {presentation.transaction && (
            <p className="soft">{t('confirmedThen', { what: say(presentation.transaction.description) })}</p>
          )}
        </section>
        <OpeningNumbers opening={opening} />
      </div>
    </Page>
  )
}
