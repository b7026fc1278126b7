import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { contentSecurityPolicy } from './server/content-security-policy.ts'

// The workspace's packages are read as sources. The `source` condition would do it too, but foreign packages have one
// as well, and theirs are not made for our compiler.
const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

function resolverSource(): string {
  const entry = createRequire(`${packages}did/package.json`).resolve('ethr-did-resolver')
  return entry.replace(/\/lib\/.*$/, '/src/resolver.ts')
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@velum\/([a-z]+)$/, replacement: `${packages}$1/src/index.ts` },
      // Its bundle carries a second copy of ethers, half as large again as all that resolves DIDs.
      { find: /^ethr-did-resolver$/, replacement: resolverSource() },
    ],
  },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2023',
    // Nothing may be inlined as data: the policy allows the wallet's own files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  // `vite dev` lives on the chain of the stack that `npm start` runs beside it.
  server: { proxy: { '/config.json': 'http://localhost:4030' } },
  plugins: [
    react(),
    {
      name: 'content-security-policy',
      apply: 'build',
      // The same policy in the page itself, for hosts that send no headers.
      transformIndexHtml: () => [
        {
          tag: 'meta',
          attrs: {
            'http-equiv': 'Content-Security-Policy',
            content: contentSecurityPolicy({ forMeta: true }),
          },
          injectTo: 'head-prepend',
        },
      ],
    },
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: {
        name: 'Velum',
        short_name: 'Velum',
        description: 'Keep your credentials and show only what is asked.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#f3f6f5',
        theme_color: '#f3f6f5',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,woff2,svg,png,wasm}'],
        // Fetched when a card of that suite is there; hardly anybody has one.
        globIgnores: ['**/bbs-plus-engine-*.js'],
        maximumFileSizeToCacheInBytes: 6_000_000,
      },
    }),
  ],
})
