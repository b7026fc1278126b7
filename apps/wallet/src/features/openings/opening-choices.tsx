import type { OpeningView } from '@velum/holder'
import { FileDown, MessageSquareReply, Scale } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { saveFile } from '../../platform/files.ts'
import { openingReport } from './opening-report.ts'
import { useOpeningWords } from './use-opening-words.ts'

/** What the holder can do; nothing of it is a duty. */
export function OpeningChoices({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation('openings')
  const { say } = useLanguage()
  const { service } = useOpeningWords()(opening)
  const [saved, setSaved] = useState(false)
  const { requestId, answerTo } = opening

  function save(): void {
    const text = openingReport({ opening, service, t, say, now: now() })
    saveFile({
      name: `velum-opening-${requestId.slice(2, 10)}.txt`,
      bytes: new TextEncoder().encode(text),
      type: 'text/plain;charset=utf-8',
    })
    setSaved(true)
  }

  return (
    <section className="section">
      <h2>{t('can')}</h2>
      <p className="soft">{t('voluntary')}</p>
      <ul className="panel rows opening-choices">
        <li>
          <Scale aria-hidden />
          <div>
            <strong>{t('canAdvice')}</strong>
            <p className="soft">{t('canAdviceWhy')}</p>
          </div>
        </li>
        <li>
          <FileDown aria-hidden />
          <div>
            <strong>{t('canReport')}</strong>
            <p className="soft">{t('canReportWhy')}</p>
            <Button onPress={save}>{t('saveReport')}</Button>
            <span role="status" className="small soft">
              {saved && t('reportSaved')}
            </span>
          </div>
        </li>
        <li>
          <MessageSquareReply aria-hidden />
          <div>
            <strong>{t('canAnswer')}</strong>
            <p className="soft">
              {t(answerTo.href === undefined ? 'canAnswerWhyText' : 'canAnswerWhy', { service })}
            </p>
          </div>
        </li>
      </ul>
    </section>
  )
}
