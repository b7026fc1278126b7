import type { TransactionView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import './request-statements.css'

/** What an answer confirms: the words that stand under its proofs, in the holder's language and, for whoever wants to
 *  compare, in the other: both are under them. */
export function RequestTransaction({ transaction }: { transaction: TransactionView }) {
  const { t } = useTranslation('request')
  const { language, say } = useLanguage()
  const other = language === 'en' ? 'zh' : 'en'
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
        {description[other] !== description[language] && (
          <details className="transaction-other small">
            <summary>{t('transactionOther')}</summary>
            <p lang={other}>{description[other]}</p>
          </details>
        )}
      </figure>
    </section>
  )
}
