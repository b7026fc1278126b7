import type { TransactionView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import { OtherWording } from './other-wording.tsx'
import './request-statements.css'

/** What an answer confirms: the words that stand under its proofs. */
export function RequestTransaction({ transaction }: { transaction: TransactionView }) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const { description, reference } = transaction
  return (
    <section className="section request-transaction" aria-labelledby="transaction">
      <h2 id="transaction">{t('transactionTitle')}</h2>
      <figure className="transaction">
        <blockquote>{say(description)}</blockquote>
        {reference !== undefined && (
          <span className="mono soft">{t('transactionReference', { reference })}</span>
        )}
        <figcaption className="small soft">{t('itsOwnWords')}</figcaption>
        <OtherWording description={description} title={t('transactionOther')} />
      </figure>
    </section>
  )
}
