// A step of `npm run check`: builds the wallet apart and weighs what a holder downloads against its budgets.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { weighWallet } from './wallet-sizes.mjs'
import { root } from './workspace.mjs'

const folder = mkdtempSync(join(tmpdir(), 'velum-sizes-'))
try {
  await build({
    root: join(root, 'apps/wallet'),
    logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true },
  })
  const weighed = weighWallet(folder)
  for (const { part, kB, budget } of weighed) {
    console.log(`${kB > budget ? '✗' : '✓'} ${String(kB).padStart(4)} of ${budget} kB  ${part}`)
  }
  if (weighed.some(({ kB, budget }) => kB > budget)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
