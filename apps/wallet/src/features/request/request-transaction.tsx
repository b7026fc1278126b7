import type { TransactionView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import './request-statements.css'

/** What an answer confirms: the words that stand under its proofs. */
export function RequestTransaction({ transaction }: { transaction: TransactionView }) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  return (
    <section className="section request-transaction" aria-labelledby="transaction">
      <h2 id="transaction">{t('transactionTitle')}</h2>
      <figure className="transaction">
        <blockquote>{say(transaction.description)}</blockquote>
        {transaction.reference !== undefined && (
          <span className="mono soft">{t('transactionReference', { reference: transaction.reference })}</span>
        )}
        <figcaption className="small soft">{t('itsOwnWords')}</figcaption>
      </figure>
    </section>
  )
}
