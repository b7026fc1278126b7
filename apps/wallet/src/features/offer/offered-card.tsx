import type { OfferedCredential } from '@velum/holder'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Veil } from '../../design/veil.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { cardHue } from '../cards/card-hue.ts'
import '../cards/card-face.css'

interface OfferedCardProps {
  readonly offered: OfferedCredential
  readonly issuerName: string
}

/** A card to come: a proof without colour, and the holder's part still blank. */
export function OfferedCard({ offered, issuerName }: OfferedCardProps) {
  const { t } = useTranslation('offer')
  const { say } = useLanguage()
  const name = offered.template?.name ?? offered.configurationId
  const hue = { '--hue': cardHue({ template: { name } }) } as CSSProperties
  return (
    <div className="card card-faded offered-card" style={hue}>
      <Veil seed={name} />
      <div className="card-head">
        <span className="card-title">{say(offered.title)}</span>
        <span className="card-issuer">{issuerName}</span>
      </div>
      <div className="card-foot">
        <span className="card-holder" />
        <span className="card-validity">{t('notYours')}</span>
      </div>
    </div>
  )
}
