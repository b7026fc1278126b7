import type { TransactionView } from '@velum/holder'
import { useLanguage } from '../../language/use-language.ts'
import './other-wording.css'

interface OtherWordingProps {
  readonly description: TransactionView['description']
  readonly title: string
}

/** What is confirmed stands under the proofs in two languages: the one that the holder does not read, to compare. */
export function OtherWording({ description, title }: OtherWordingProps) {
  const { language } = useLanguage()
  const other = language === 'en' ? 'zh' : 'en'
  if (description[other] === description[language]) return null
  return (
    <details className="other-wording small">
      <summary>{title}</summary>
      <p lang={other}>{description[other]}</p>
    </details>
  )
}
