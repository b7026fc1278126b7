import { useTranslation } from 'react-i18next'
import { type PassphraseStrength, passphraseStrength } from './passphrase-strength.ts'
import './passphrase-meter.css'

const said = {
  'too-short': 'strengthTooShort',
  weak: 'strengthWeak',
  fair: 'strengthFair',
  strong: 'strengthStrong',
} as const satisfies Record<PassphraseStrength, string>

/** How much the passphrase is worth, in words and as threads that close the veil. */
export function PassphraseMeter({ passphrase }: { passphrase: string }) {
  const { t } = useTranslation('welcome')
  const strength = passphraseStrength(passphrase)
  return (
    <span className={`meter meter-${strength}`}>
      <span className="meter-track" aria-hidden="true">
        <span />
      </span>
      <span aria-live="polite">{t(said[strength])}</span>
    </span>
  )
}
