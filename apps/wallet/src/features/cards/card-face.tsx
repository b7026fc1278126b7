import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Veil } from '../../design/veil.tsx'
import type { CardView } from '../../engine/card-view.ts'
import { formatMonth } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { cardHue } from './card-hue.ts'
import './card-face.css'

/** The face of a credential, as one recognises it from afar: its drapery, its name, its issuer. */
export function CardFace({ card, size = 'full' }: { card: CardView; size?: 'full' | 'strip' }) {
  const { t } = useTranslation('cards')
  const { language, say } = useLanguage()
  const hue = { '--hue': cardHue(card) } as CSSProperties
  const usable = card.state === 'valid' || card.state === 'unknown'
  return (
    <div className={`card card-${size}${usable ? '' : ' card-faded'}`} style={hue}>
      <Veil seed={card.template.name} />
      <div className="card-head">
        <span className="card-title">{say(card.title)}</span>
        <span className="card-issuer">{say(card.issuer.name)}</span>
      </div>
      {size === 'full' && (
        <div className="card-foot">
          <span className="card-holder">{card.holderName}</span>
          {usable ? (
            <span className="card-validity">
              {t('until', { date: formatMonth(card.validUntil, language) })}
            </span>
          ) : (
            <span className="card-state">{t(`state_${card.state}`)}</span>
          )}
        </div>
      )}
    </div>
  )
}
