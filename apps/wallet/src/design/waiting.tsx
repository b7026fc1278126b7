import { useTranslation } from 'react-i18next'
import './waiting.css'

/** Something is on its way. Shows itself only when that takes longer than a moment. */
export function Waiting({ text }: { text?: string }) {
  const { t } = useTranslation('app')
  return (
    <div className="waiting" role="status">
      <span className="waiting-threads" aria-hidden="true" />
      <span>{text ?? t('loading')}</span>
    </div>
  )
}
