import type { ShownBinding } from '@velum/holder'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { copyText } from '../../platform/clipboard.ts'
import { AuthoritySeats } from '../authority/authority-seats.tsx'
import { useAuthorityWords } from '../authority/use-authority-words.ts'

/** What was proved beside facts, and the name by which an opening would speak of it. */
export function HistoryBinding({ bound }: { bound: ShownBinding }) {
  const { t } = useTranslation('history')
  const { presentationId, pseudonyms, escrow, sameHolder } = bound
  const whoOf = useAuthorityWords()
  const [copied, setCopied] = useState(false)
  return (
    <section className="section">
      <h2>{t('boundTitle')}</h2>
      <dl className="panel facts">
        {pseudonyms.map(({ label, short }) => (
          <div key={label}>
            <dt>{t('pseudonym')}</dt>
            <dd className="mono">{short}</dd>
          </div>
        ))}
        {escrow && (
          <div>
            <dt>{t('opens')}</dt>
            <dd className="history-opens">
              {whoOf(escrow)}
              <AuthoritySeats authority={escrow} />
            </dd>
          </div>
        )}
        {sameHolder && (
          <div>
            <dt>{t('sameHolder')}</dt>
            <dd>{t('sameHolderYes')}</dd>
          </div>
        )}
        <div>
          <dt>{t('presentationId')}</dt>
          <dd className="history-number">
            <span className="mono">{presentationId}</span>
            <p className="small soft">{t('presentationIdWhy')}</p>
            <Button
              look="quiet"
              icon={<Copy aria-hidden />}
              onPress={() => void copyText(presentationId).then(setCopied)}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          </dd>
        </div>
      </dl>
    </section>
  )
}
