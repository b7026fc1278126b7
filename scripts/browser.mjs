// Finds a Chromium for the journeys, and gets one where none is installed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const fromEnd2End = createRequire(join(root, 'e2e/package.json'))

/** Path of a browser that starts: installed, else playwright's own, else Debian's, else the one packed for npm. */
export async function findBrowser(log) {
  const attempts = [installed, playwrightOwn, debianPackage, npmPackage]
  for (const attempt of attempts) {
    const path = await attempt(log)
    if (path && starts(path)) return path
  }
  return undefined
}

function starts(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

function which(name) {
  const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.split('\n')[0].trim() : undefined
}

function installed() {
  if (process.env.VELUM_BROWSER) return process.env.VELUM_BROWSER
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const onPath = names.map(which).find(Boolean)
  if (onPath) return onPath
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ].find((path) => existsSync(path))
}

async function playwrightOwn(log) {
  const { chromium } = fromEnd2End('@playwright/test')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  log('no Chromium is installed: trying the download of playwright')
  const cli = join(fromEnd2End.resolve('@playwright/test/package.json'), '../cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function debianPackage(log) {
  if (!canUseApt()) return undefined
  log('installing Debian’s chromium')
  apt(['install', '-y', '-qq', 'chromium'])
  return which('chromium')
}

async function npmPackage(log) {
  log('using the Chromium that is packed for npm')
  const sparticuz = await import(fromEnd2End.resolve('@sparticuz/chromium'))
  process.env.TMPDIR ??= tmpdir()
  return sparticuz.default.executablePath()
}

function canUseApt() {
  return process.getuid?.() === 0 && which('apt-get') !== undefined
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 300_000 })
  spawnSync('apt-get', args, { stdio: 'ignore', env, timeout: 600_000 })
}

/** Whether Chinese text has a font; installs Debian's where that is possible. Without one the screenshots show boxes. */
export function ensureChineseFont(log) {
  const present = () =>
    process.platform !== 'linux' ||
    (spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '').trim() !== ''
  if (present()) return true
  if (canUseApt()) {
    log('installing a Chinese font')
    apt(['install', '-y', '-qq', 'fonts-noto-cjk', 'fontconfig'])
  }
  return present()
}
