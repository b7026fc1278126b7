import { useTranslation } from 'react-i18next'
import { Page } from '../../design/page.tsx'
import { Backup } from './backup.tsx'
import { ChangePassphrase } from './change-passphrase.tsx'
import { EraseWallet } from './erase-wallet.tsx'
import { InstallApp } from './install-app.tsx'
import { LookAndLanguage } from './look-and-language.tsx'
import './settings.css'

export function SettingsPage() {
  const { t } = useTranslation('settings')
  return (
    <Page title={t('title')}>
      <div className="settings">
        <section className="section" aria-labelledby="settings-look">
          <h2 id="settings-look">{t('look')}</h2>
          <LookAndLanguage />
        </section>
        <section className="section" aria-labelledby="settings-safety">
          <h2 id="settings-safety">{t('safety')}</h2>
          <div className="panel rows">
            <ChangePassphrase />
            <Backup />
            <EraseWallet />
          </div>
        </section>
        <section className="section" aria-labelledby="settings-app">
          <h2 id="settings-app">{t('app')}</h2>
          <div className="panel rows">
            <InstallApp />
            <div className="setting">
              <div className="setting-words">
                <h3>{t('aboutTitle')}</h3>
                <p className="soft">{t('about')}</p>
              </div>
            </div>
          </div>
        </section>
      </div>
    </Page>
  )
}
