import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Language, rememberLanguage } from '../platform/preferences.ts'

/** Anything that comes in both languages. */
interface InBoth<Value> {
  readonly en: Value
  readonly zh: Value
}

export interface LanguageTools {
  readonly language: Language
  /** The one of two that the holder reads. */
  readonly say: <Value>(both: InBoth<Value>) => Value
  readonly change: (language: Language) => void
}

export function useLanguage(): LanguageTools {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en'
  return {
    language,
    say: (both) => both[language],
    change(next) {
      rememberLanguage(next)
      void i18next.changeLanguage(next)
    },
  }
}
