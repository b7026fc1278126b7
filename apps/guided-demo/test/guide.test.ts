import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Guide, type GuideWorld, type MarketAccount, startGuide } from '../src/index.ts'

// What a command does is another package's: here a program that says how it was called stands in its place. The journey runs the real one.
const program = `
import { writeFileSync } from 'node:fs'
const [command] = process.argv.slice(2)
if (command === 'request' && process.env.VELUM_AUTHORITY_DIR !== '/folders/market') process.exit(3)
console.log('called with ' + process.argv.slice(2).join(' '))
console.error('as ' + process.env.VELUM_AUTHORITY_DIR + ', ' + Object.keys(process.env).filter((name) => name.startsWith('VELUM')).sort().join())
`

const id = (digit: string) => `0x${digit.repeat(64)}`
const account = (presentations: string[], deposits: string[] = []): MarketAccount => ({
  pseudonym: 'p',
  deposits: deposits.map((presentationId) => ({ presentationId, at: '2026-11-24T09:00:00Z' })),
  presentations: [...presentations, ...deposits],
})

let dir: string
let guide: Guide
let world: GuideWorld
let accounts: MarketAccount[]
let offers: number
let expiresAt: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'velum-guide-'))
  await writeFile(join(dir, 'program.mjs'), program)
  accounts = []
  offers = 0
  expiresAt = '2100-01-01T00:00:00Z'
  const holders = ['market', 'trustee-1', 'trustee-2', 'trustee-3', 'trustee-4', 'trustee-5'] as const
  world = {
    urls: {
      wallet: 'http://localhost:1',
      market: 'http://localhost:2',
      issuer: 'http://localhost:3',
    },
    program: join(dir, 'program.mjs'),
    deploymentFile: '/deployment.json',
    folders: Object.fromEntries(
      holders.map((holder) => [holder, { path: `/folders/${holder}`, passphraseFile: `/pass/${holder}` }]),
    ) as GuideWorld['folders'],
    offerCard: async () => {
      offers += 1
      return { link: 'http://localhost:1/#offer', txCode: String(offers), name: '<b>Yuzhu</b>', expiresAt }
    },
    accounts: async () => accounts,
    prepareCase: async (presentationId) => JSON.stringify({ presentationId }),
    openings: async () => [],
  }
  guide = await startGuide({ ...world, port: 0, dir: join(dir, 'guide') })
})
afterEach(async () => {
  await guide.close()
  await rm(dir, { recursive: true, force: true })
})

const page = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(guide.url + path, { headers })).text()

const tokenIn = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? ''

async function post(path: string, token: string, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ token })
  const origin = { origin: guide.url }
  return fetch(guide.url + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { ...origin, ...headers },
  })
}

async function begin(): Promise<string> {
  const token = tokenIn(await page('/'))
  expect((await post('/begin', token)).status).toBe(303)
  return token
}

/** Asks under another name of this machine, as a page would whose host was made to lead here. */
const statusUnder = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(guide.url)
    request({ host: 'localhost', port, path: '/', headers: { host } }, ({ statusCode }) =>
      resolve(statusCode),
    )
      .once('error', reject)
      .end()
  })

describe('who may have something done', () => {
  it('is its own page alone: another origin, another site, no token or a wrong one is refused', async () => {
    const token = tokenIn(await page('/'))
    const refused = [
      await post('/begin', token, { origin: 'http://localhost:4050' }),
      await post('/begin', token, { origin: 'null' }),
      await post('/begin', token, { 'sec-fetch-site': 'cross-site' }),
      await post('/begin', token, { 'sec-fetch-site': 'same-site' }),
      await post('/begin', ''),
      await post('/begin', `${token.slice(0, -1)}!`),
      await fetch(`${guide.url}/begin`, { method: 'POST', body: new URLSearchParams({ token }) }),
    ]
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403))
    expect(offers).toBe(0)
    expect((await post('/begin', token)).status).toBe(303)
    expect(offers).toBe(1)
  })

  it('reaches it by its own name alone', async () => {
    const { host, port } = new URL(guide.url)
    expect(await statusUnder(host)).toBe(200)
    for (const name of [
      `127.0.0.1:${port}`,
      `attacker.example:${port}`,
      'localhost',
      `localhost:${Number(port) + 1}`,
    ])
      expect([name, await statusUnder(name)]).toEqual([name, 421])
  })

  it('gets no other command than those of the story', async () => {
    const token = await begin()
    for (const action of ['destroy', 'init', 'toString', '..%2Fbegin'])
      expect([action, (await post(`/act/${action}`, token)).status]).toEqual([action, 404])
  })

  it('loads nothing from elsewhere, runs nothing inline and is framed by nobody', async () => {
    await begin()
    for (const path of ['/', '/scene/card']) {
      const response = await fetch(guide.url + path)
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(response.headers.get('cache-control')).toBe('no-store')
      const html = await response.text()
      expect(html).not.toMatch(/ style=| on\w+=|<style|<script(?![^>]* src="\/)|<b>Yuzhu/)
      for (const [, file] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
        expect([file, (await fetch(guide.url + file)).status]).toEqual([file, 200])
    }
    expect((await fetch(`${guide.url}/assets/..%2fpackage.json`)).status).toBe(404)
    expect((await fetch(`${guide.url}/files/evidence.json`)).status).toBe(404)
  })
})

describe('the story', () => {
  it('shows no scene before what comes before it has happened', async () => {
    expect((await fetch(`${guide.url}/scene/card`, { redirect: 'manual' })).headers.get('location')).toBe('/')
    await begin()
    const audit = await fetch(`${guide.url}/scene/audit`, { redirect: 'manual' })
    expect(audit.headers.get('location')).toBe('/scene/account')
    expect((await fetch(`${guide.url}/scene/nowhere`, { redirect: 'manual' })).status).toBe(303)
  })

  it('notices what the visitor did at the market, and nothing that others had done before', async () => {
    accounts = [account([id('a')], [id('b')])]
    await begin()
    expect(await page('/scene/account')).toContain('This page notices by itself.')
    const before = await page('/state')
    accounts = [account([id('a'), id('c')], [id('b')])]
    expect(await page('/scene/account')).toContain('The market knows you by a pseudonym.')
    expect(await page('/state')).not.toBe(before)
    accounts = [account([id('a'), id('c')], [id('b'), id('d')])]
    expect(await page('/scene/promise')).toContain('The market has your promise.')
    // What is found stays found, also when the market forgets.
    accounts = []
    expect(await page('/scene/promise')).toContain('The market has your promise.')
  })

  it('runs the program in the party’s own folder, and shows what it said', async () => {
    const token = await begin()
    expect((await post('/act/request-fraud', token)).status).toBe(303)
    // Nothing was promised yet.
    expect(await page('/scene/account')).not.toContain('called with')
    accounts = [account([id('c')], [id('d')])]
    const ran = await post('/act/request-fraud', token)
    expect(ran.headers.get('location')).toBe('/scene/request#request-fraud')
    const html = await page('/scene/request')
    expect(html).toContain('called with request --case case.json --answer-to objections@tideway.example')
    expect(html).toContain('as /folders/market, VELUM_AUTHORITY_DIR,VELUM_DEPLOYMENT,VELUM_PASSPHRASE_FILE')
  })

  it('goes on after the guide was stopped, in another language too', async () => {
    await begin()
    accounts = [account([id('c')])]
    await page('/scene/promise')
    await guide.close()
    guide = await startGuide({ ...world, port: 0, dir: join(dir, 'guide') })
    expect(await page('/')).toContain('href="/scene/promise"')
    expect(await page('/', { 'accept-language': 'zh-CN' })).toContain('从上次的地方继续')
    const chosen = await fetch(`${guide.url}/scene/promise?language=zh`, { redirect: 'manual' })
    expect(chosen.headers.get('location')).toBe('/scene/promise')
    const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await page('/scene/promise', { cookie })).toContain('借走一样东西')
  })

  it('offers the card once more when the first offer is over', async () => {
    expiresAt = '2020-01-01T00:00:00Z'
    await begin()
    expiresAt = '2100-01-01T00:00:00Z'
    expect(await page('/scene/card')).toContain('<output>2</output>')
    expect(await page('/scene/card')).toContain('<output>2</output>')
    expect(offers).toBe(2)
  })

  it('begins anew with another card, and finds nobody’s old visits', async () => {
    const token = await begin()
    accounts = [account([id('c')], [id('d')])]
    expect(await page('/scene/promise')).toContain('The market has your promise.')
    await post('/begin', token)
    expect(offers).toBe(2)
    expect(await page('/scene/account')).toContain('This page notices by itself.')
  })
})
