import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { Engine } from '../engine/engine.ts'
import { createSessionFlow } from '../features/session/session-flow.ts'
import { UnlockPage } from '../features/session/unlock-page.tsx'
import { UnusablePage } from '../features/session/unusable-page.tsx'
import { EngineContext } from '../features/use-engine.ts'
import { useFlow } from '../features/use-flow.ts'
import { WelcomePage } from '../features/welcome/welcome-page.tsx'
import { useLanguage } from '../language/use-language.ts'
import { readPlace, subscribeToPlace } from '../platform/hash-location.ts'
import { watchIdle } from '../platform/idle.ts'
import { OpenedScreens, useOpenedPart } from './opened-part.tsx'
import { readRoute } from './route.ts'

const idleMinutes = 10

/** The whole wallet: what is behind the address, once the vault is open. */
export function App({ engine }: { engine: Engine }) {
  const { language } = useLanguage()
  const [session] = useState(() => createSessionFlow(engine))
  const state = useFlow(session)
  const opened = useOpenedPart()
  const address = useSyncExternalStore(subscribeToPlace, placeAsText)
  const route = useMemo(() => readRoute(readPlace()), [address])

  useEffect(() => void session.start(), [session])
  useEffect(() => {
    if (state.step !== 'open') return
    return watchIdle({ milliseconds: idleMinutes * 60_000, onIdle: () => void session.lock('idle') })
  }, [session, state.step])

  return (
    <I18nProvider locale={language === 'zh' ? 'zh-CN' : 'en-GB'}>
      <EngineContext value={engine}>
        {state.step === 'welcome' && <WelcomePage session={session} state={state} />}
        {state.step === 'locked' && <UnlockPage session={session} state={state} route={route} />}
        {state.step === 'unusable' && <UnusablePage session={session} state={state} />}
        {state.step === 'open' && (
          <OpenedScreens part={opened} route={route} onLock={() => void session.lock()} />
        )}
      </EngineContext>
    </I18nProvider>
  )
}

function placeAsText(): string {
  const { path, query } = readPlace()
  return `${path}?${query}`
}
