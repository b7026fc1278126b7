import { Fingerprint, GalleryVerticalEnd, History, Lock, Settings2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Mark } from '../design/mark.tsx'
import { OpeningBadge } from '../features/openings/opening-badge.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import type { Route } from './route.ts'
import './home-layout.css'

const places = [
  { key: 'cards', href: '#/', Icon: GalleryVerticalEnd, names: ['cards', 'card', 'add'] },
  { key: 'history', href: '#/history', Icon: History, names: ['history', 'history-entry', 'opening'] },
  { key: 'dids', href: '#/dids', Icon: Fingerprint, names: ['dids', 'did'] },
  { key: 'settings', href: '#/settings', Icon: Settings2, names: ['settings'] },
] as const

interface HomeLayoutProps {
  readonly route: Route
  readonly onLock: () => void
  readonly children: ReactNode
}

/** Places on the left of a desk, at the bottom of a phone. */
export function HomeLayout({ route, onLock, children }: HomeLayoutProps) {
  const { t } = useTranslation('app')
  return (
    <div className="home">
      <header className="home-bar">
        <a href="#/" className="home-sign">
          <Mark />
          <span>Velum</span>
        </a>
        <AriaButton className="home-lock" onPress={onLock}>
          <Lock aria-hidden />
          <span>{t('lock')}</span>
        </AriaButton>
      </header>
      <nav className="home-places" aria-label={t('places')}>
        {places.map(({ key, href, Icon, names }) => {
          const here = names.some((name) => name === route.name)
          return (
            <a key={key} href={href} className="home-place" aria-current={here ? 'page' : undefined}>
              <Icon aria-hidden />
              <span>{t(key)}</span>
              {key === 'history' && <OpeningBadge />}
            </a>
          )
        })}
      </nav>
      <div className="home-content">
        <OfflineBanner />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}
