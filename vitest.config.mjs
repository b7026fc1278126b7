import { defineConfig } from 'vitest/config'

// Tests read the packages' sources through the `source` export condition: no build is needed first. vitest hands these
// to its workers as `--conditions`, where `import` or `module` would make `require` load ES modules.
const conditions = ['source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source'] } },
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'apps/*/test/**/*.test.ts',
      'contracts/test/**/*.test.ts',
      'e2e/{architecture,bench,loop}/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // A test that hangs ends some day; how fast something is, the benchmark says. A busy machine takes five times as long.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
