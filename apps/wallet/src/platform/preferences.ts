export type Theme = 'auto' | 'light' | 'dark'
export type Language = 'en' | 'zh'

const themeKey = 'velum.theme'
const languageKey = 'velum.language'

export function readTheme(): Theme {
  const stored = localStorage.getItem(themeKey)
  return stored === 'light' || stored === 'dark' ? stored : 'auto'
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'auto') {
    localStorage.removeItem(themeKey)
    delete root.dataset.theme
  } else {
    localStorage.setItem(themeKey, theme)
    root.dataset.theme = theme
  }
}

export function readLanguage(): Language {
  const stored = localStorage.getItem(languageKey)
  if (stored === 'en' || stored === 'zh') return stored
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function applyLanguage(language: Language): void {
  document.documentElement.lang = language
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(languageKey, language)
  applyLanguage(language)
}
