import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const { VELUM_BROWSER, VELUM_SCREENSHOTS } = process.env
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const executablePath = VELUM_BROWSER || usual

// One stack, one browser, one journey after the other: what is measured is the wallet, not the machine.
export default defineConfig({
  testDir: 'journeys',
  // The walk past every screen asserts little; it is for people who want to look.
  testMatch: VELUM_SCREENSHOTS ? '*.walk.ts' : '*.spec.ts',
  outputDir: 'test-results/journeys',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'],
    },
    screenshot: 'only-on-failure',
    // Without a film of every step, which would slow the steps down.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
  },
})
