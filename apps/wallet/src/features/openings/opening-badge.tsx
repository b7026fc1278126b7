import { useTranslation } from 'react-i18next'
import { useLoaded } from '../use-loaded.ts'
import './opening-badge.css'

/** How many requests have something new to them; nothing where none has. */
export function OpeningBadge() {
  const { t } = useTranslation('openings')
  const loaded = useLoaded((engine) => engine.openings(), [])
  const count = loaded.state === 'ready' ? loaded.value.openings.filter(({ news }) => news).length : 0
  if (count === 0) return null
  return (
    <span className="opening-badge">
      <span aria-hidden>{count}</span>
      <span className="only-read-aloud">{t('newHere', { count })}</span>
    </span>
  )
}
