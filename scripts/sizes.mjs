// A step of `npm run check`: builds wallet and page of evidence apart and weighs what is downloaded against its budgets.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { weighEvidencePage, weighWallet } from './wallet-sizes.mjs'
import { root } from './workspace.mjs'

const folder = mkdtempSync(join(tmpdir(), 'velum-sizes-'))
try {
  const weighed = []
  for (const [app, weigh] of [
    ['wallet', weighWallet],
    ['service-demo', weighEvidencePage],
  ]) {
    const outDir = join(folder, app)
    await build({
      root: join(root, 'apps', app),
      logLevel: 'silent',
      build: { outDir, emptyOutDir: true },
    })
    weighed.push(...weigh(outDir))
  }
  for (const { part, kB, budget } of weighed) {
    console.log(`${kB > budget ? '✗' : '✓'} ${String(kB).padStart(4)} of ${budget} kB  ${part}`)
  }
  if (weighed.some(({ kB, budget }) => kB > budget)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
