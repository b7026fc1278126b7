import { AddPage } from '../features/add/add-page.tsx'
import { CardPage } from '../features/cards/card-page.tsx'
import { CardsPage } from '../features/cards/cards-page.tsx'
import { DidPage } from '../features/dids/did-page.tsx'
import { DidsPage } from '../features/dids/dids-page.tsx'
import { HistoryEntryPage } from '../features/history/history-entry-page.tsx'
import { HistoryPage } from '../features/history/history-page.tsx'
import { OfferPage } from '../features/offer/offer-page.tsx'
import { OpeningNotices } from '../features/openings/opening-notices.tsx'
import { OpeningPage } from '../features/openings/opening-page.tsx'
import { OpeningWatchContext, useOpeningWatch } from '../features/openings/use-opening-watch.ts'
import { RequestPage } from '../features/request/request-page.tsx'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { currentAddress } from '../platform/hash-location.ts'
import { FocusedLayout } from './focused-layout.tsx'
import { HomeLayout } from './home-layout.tsx'
import type { Route } from './route.ts'
import { UnknownPage } from './unknown-page.tsx'

/** What the holder sees once the vault is open. Offers, requests and sign-ins take the whole screen: one matter at a
 *  time, with a way out. */
export function OpenedWallet(props: { route: Route; onLock: () => void }) {
  const watch = useOpeningWatch()
  return (
    <OpeningWatchContext value={watch}>
      <Layout {...props} />
    </OpeningWatchContext>
  )
}

function Layout({ route, onLock }: { route: Route; onLock: () => void }) {
  if (route.name === 'offer' || route.name === 'request' || route.name === 'sign-in') {
    return (
      <FocusedLayout>
        <Matter key={`${route.name}?${route.query}`} name={route.name} />
      </FocusedLayout>
    )
  }
  return (
    <HomeLayout route={route} onLock={onLock}>
      <Place route={route} />
    </HomeLayout>
  )
}

function Matter({ name }: { name: 'offer' | 'request' | 'sign-in' }) {
  const link = currentAddress()
  if (name === 'offer') return <OfferPage link={link} />
  if (name === 'request') return <RequestPage link={link} />
  return <SignInPage link={link} />
}

function Place({ route }: { route: Route }) {
  switch (route.name) {
    case 'cards':
      return (
        <>
          <OpeningNotices />
          <CardsPage />
        </>
      )
    case 'card':
      return <CardPage key={route.id} id={route.id} />
    case 'add':
      return <AddPage />
    case 'history':
      return <HistoryPage />
    case 'history-entry':
      return <HistoryEntryPage key={route.id} id={route.id} />
    case 'opening':
      return <OpeningPage key={route.requestId} requestId={route.requestId} />
    case 'dids':
      return <DidsPage />
    case 'did':
      return <DidPage key={route.did} did={route.did} />
    case 'settings':
      return <SettingsPage />
    default:
      return <UnknownPage />
  }
}
