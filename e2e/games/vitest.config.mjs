import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node']

export default defineConfig({
  root: dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source'] } },
  test: {
    include: ['e2e/games/*.game.ts'],
    reporters: ['e2e/games/report-games.mjs'],
  },
})
