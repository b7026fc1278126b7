import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// The page of evidence is all that this app bundles: it verifies in the browser. The packages are read as sources, as the wallet does;
// foreign packages have a `source` condition too, and theirs are not made for our compiler.
const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

function resolverSource(): string {
  const entry = createRequire(`${packages}did/package.json`).resolve('ethr-did-resolver')
  return entry.replace(/\/lib\/.*$/, '/src/resolver.ts')
}

const names = { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name].[ext]' }

export default defineConfig({
  base: './',
  publicDir: false,
  resolve: {
    alias: [
      { find: /^@velum\/([a-z]+)$/, replacement: `${packages}$1/src/index.ts` },
      // Its bundle carries a second copy of ethers.
      { find: /^ethr-did-resolver$/, replacement: resolverSource() },
    ],
  },
  build: {
    outDir: 'dist/evidence',
    emptyOutDir: true,
    assetsDir: '',
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { input: { page: 'evidence/page.ts' }, output: names },
  },
  worker: {
    format: 'es',
    // One file: once the worker runs, it fetches nothing more, and the page can promise that.
    rolldownOptions: { output: { ...names, codeSplitting: false } },
  },
})
