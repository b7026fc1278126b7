import '@fontsource-variable/instrument-sans/wdth.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Engine } from '../engine/engine.ts'
import { startLanguage } from '../language/language.ts'
import '../design/tokens.css'
import '../design/base.css'
import { App } from './app.tsx'

/** Puts the wallet on the page, over whichever engine does the work. */
export async function startApp(engine: Engine): Promise<void> {
  await startLanguage()
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no element #root.')
  createRoot(root).render(
    <StrictMode>
      <App engine={engine} />
    </StrictMode>,
  )
}
