import { KeyRound, ScanEye, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Gate } from '../../design/gate.tsx'

export function Introduction({ onBegin, onRestore }: { onBegin: () => void; onRestore: () => void }) {
  const { t } = useTranslation('welcome')
  return (
    <Gate title={t('title')}>
      <h1>{t('title')}</h1>
      <ul className="gate-lines">
        <li>
          <KeyRound aria-hidden />
          <p>
            <strong>{t('keepTitle')}</strong> {t('keep')}
          </p>
        </li>
        <li>
          <ScanEye aria-hidden />
          <p>
            <strong>{t('showTitle')}</strong> {t('show')}
          </p>
        </li>
        <li>
          <Waypoints aria-hidden />
          <p>
            <strong>{t('traceTitle')}</strong> {t('trace')}
          </p>
        </li>
      </ul>
      <div className="gate-form">
        <Button look="main" wide onPress={onBegin}>
          {t('begin')}
        </Button>
        <Button look="quiet" wide onPress={onRestore}>
          {t('restore')}
        </Button>
      </div>
    </Gate>
  )
}
