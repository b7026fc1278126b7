import { appWords } from '../app/app-words.ts'
import { designWords } from '../design/design-words.ts'
import { addWords } from '../features/add/add-words.ts'
import { authorityWords } from '../features/authority/authority-words.ts'
import { cardsWords } from '../features/cards/cards-words.ts'
import { didsWords } from '../features/dids/dids-words.ts'
import { historyWords } from '../features/history/history-words.ts'
import { offerWords } from '../features/offer/offer-words.ts'
import { openingsWords } from '../features/openings/openings-words.ts'
import { requestWords } from '../features/request/request-words.ts'
import { sessionWords } from '../features/session/session-words.ts'
import { settingsWords } from '../features/settings/settings-words.ts'
import { signInWords } from '../features/sign-in/sign-in-words.ts'
import { welcomeWords } from '../features/welcome/welcome-words.ts'

const namespaces = {
  app: appWords,
  design: designWords,
  add: addWords,
  authority: authorityWords,
  cards: cardsWords,
  dids: didsWords,
  history: historyWords,
  offer: offerWords,
  openings: openingsWords,
  request: requestWords,
  session: sessionWords,
  settings: settingsWords,
  'sign-in': signInWords,
  welcome: welcomeWords,
} as const

type Namespaces = typeof namespaces

/** Every text of the wallet, by language and place. */
export type Words<Language extends 'en' | 'zh'> = { [Name in keyof Namespaces]: Namespaces[Name][Language] }

export const words: { readonly en: Words<'en'>; readonly zh: Words<'zh'> } = {
  en: pick('en'),
  zh: pick('zh'),
}

function pick<Language extends 'en' | 'zh'>(language: Language): Words<Language> {
  const picked = Object.entries(namespaces).map(([name, both]) => [name, both[language]])
  return Object.fromEntries(picked) as Words<Language>
}
