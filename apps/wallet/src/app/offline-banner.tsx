import { CloudOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isOnline, subscribeToOnline } from '../platform/online.ts'
import './offline-banner.css'

export function OfflineBanner() {
  const { t } = useTranslation('app')
  const online = useSyncExternalStore(subscribeToOnline, isOnline)
  return (
    <div role="status">
      {!online && (
        <div className="offline">
          <CloudOff aria-hidden />
          <span>{t('offline')}</span>
        </div>
      )}
    </div>
  )
}
