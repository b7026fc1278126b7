import type { OpeningView } from '@velum/holder'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { copyText } from '../../platform/clipboard.ts'

/** The numbers by which others find the same request. */
export function OpeningNumbers({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation('openings')
  const { requestId, presentationId, requester, requested, result } = opening
  const numbers = [
    { name: t('requestId'), value: requestId },
    { name: t('presentationId'), value: presentationId },
    { name: t('account'), value: requester.account },
    { name: t('transaction'), value: requested.transactionHash },
    ...(result ? [{ name: t('resultHash'), value: result.resultHash }] : []),
  ]
  return (
    <details className="opening-numbers">
      <summary>{t('numbers')}</summary>
      <p className="small soft">{t('numbersWhy')}</p>
      <dl className="panel facts">
        {numbers.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      <CopyNumber value={requestId} />
    </details>
  )
}

function CopyNumber({ value }: { value: string }) {
  const { t } = useTranslation('openings')
  const app = useTranslation('app').t
  const [copied, setCopied] = useState(false)
  return (
    <Button
      look="quiet"
      icon={<Copy aria-hidden />}
      onPress={() => void copyText(value).then((done) => setCopied(done))}
    >
      {copied ? app('copied') : t('copyRequestId')}
    </Button>
  )
}
