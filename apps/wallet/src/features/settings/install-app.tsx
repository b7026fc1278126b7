import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { installState, promptInstall, subscribeToInstall } from '../../platform/install-prompt.ts'

export function InstallApp() {
  const { t } = useTranslation('settings')
  const state = useSyncExternalStore(subscribeToInstall, installState)
  return (
    <div className="setting setting-line">
      <div className="setting-words">
        <h3>{t('installTitle')}</h3>
        <p className="soft">
          {state === 'installed' ? t('installed') : t('installBody')}
          {state === 'by-browser-menu' && ` ${t('installByMenu')}`}
        </p>
      </div>
      {state === 'possible' && (
        <div className="setting-actions">
          <Button onPress={() => void promptInstall()}>{t('install')}</Button>
        </div>
      )}
    </div>
  )
}
