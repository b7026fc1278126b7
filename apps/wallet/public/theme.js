// Runs before the first paint, so that a chosen theme or language does not flash.
{
  const root = document.documentElement
  const theme = localStorage.getItem('velum.theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  const language = localStorage.getItem('velum.language')
  root.lang = language ?? (navigator.language.startsWith('zh') ? 'zh' : 'en')
}
