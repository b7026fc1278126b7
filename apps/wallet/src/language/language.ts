import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { applyLanguage, readLanguage } from '../platform/preferences.ts'
import { words } from './words.ts'

export async function startLanguage(): Promise<void> {
  const language = readLanguage()
  applyLanguage(language)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'app',
    resources: { en: words.en, zh: words.zh },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}
