import type { AuthorityView } from '@velum/holder'
import { useTranslation } from 'react-i18next'
import './authority-seats.css'

// More seats than this are no picture any more.
const mostSeats = 15

/** The trustees of an authority as seats, as many of them filled as it takes to open a seal. */
export function AuthoritySeats({ authority }: { authority: AuthorityView }) {
  const { t } = useTranslation('authority')
  const { threshold, trustees } = authority
  if (trustees > mostSeats) return null
  return (
    <span className="seats" role="img" aria-label={t('seats', { threshold, trustees })}>
      {Array.from({ length: trustees }, (_, seat) => (
        <span key={seat} className={seat < threshold ? 'seat seat-needed' : 'seat'} />
      ))}
    </span>
  )
}
