import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Mark } from '../design/mark.tsx'
import { replacePlace } from '../platform/hash-location.ts'
import { OfflineBanner } from './offline-banner.tsx'
import './focused-layout.css'

/** One matter at a time: nothing else on the screen but the way out. */
export function FocusedLayout({ children }: { children: ReactNode }) {
  const { t } = useTranslation('app')
  return (
    <div className="focused">
      <header className="focused-bar">
        <span className="home-sign">
          <Mark size={24} />
          <span>Velum</span>
        </span>
        <AriaButton className="focused-close" aria-label={t('leave')} onPress={() => replacePlace('/')}>
          <X aria-hidden />
        </AriaButton>
      </header>
      <div className="focused-content">
        <OfflineBanner />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}
