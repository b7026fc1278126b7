import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpeningRecord } from '@velum/registry'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Guide, type GuideWorld, type MarketAccount, startGuide } from '../src/index.ts'

// What a command does is another package's: here a program that says how it was called stands in its place. The journey runs the real one.
const program = `
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
const beside = (name) => new URL(name, import.meta.url)
appendFileSync(beside('calls'), process.argv.slice(2).join(' ') + '\\n')
const [command] = process.argv.slice(2)
if (command === 'request' && process.env.VELUM_AUTHORITY_DIR !== '/folders/market') process.exit(3)
if (command === 'hand-over') process.exitCode = 4
// A vote counts once; and whoever ends after it has not lived to say so.
if (command === 'refuse') {
  const voted = beside('voted')
  if (existsSync(voted)) process.exit(1)
  writeFileSync(voted, '')
}
if (command === 'audit') while (existsSync(beside('wait'))) await new Promise((resolve) => setTimeout(resolve, 20))
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
let issuerIsAway: boolean
let openings: OpeningRecord[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'velum-guide-'))
  await writeFile(join(dir, 'program.mjs'), program)
  accounts = []
  offers = 0
  expiresAt = '2100-01-01T00:00:00Z'
  openings = []
  issuerIsAway = false
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
      if (issuerIsAway) throw new Error('The issuer is away.')
      offers += 1
      return { link: 'http://localhost:1/#offer', txCode: String(offers), name: '<b>Yuzhu</b>', expiresAt }
    },
    accounts: async () => accounts,
    prepareCase: async (presentationId) => JSON.stringify({ presentationId }),
    openings: async () => openings,
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

/** A story in which trustee 3 is about to refuse. */
async function untilRefusal(): Promise<string> {
  const token = await begin()
  accounts = [account([id('c')], [id('d')])]
  await post('/act/request-fraud', token)
  openings = [requested()]
  for (const action of ['inspect-1', 'approve-1', 'early-1', 'approve-2']) await post(`/act/${action}`, token)
  return token
}

async function begin(): Promise<string> {
  const token = tokenIn(await page('/'))
  expect((await post('/begin', token)).status).toBe(303)
  return token
}

/** Asks for exactly this path under this name, as neither a browser nor `fetch` would. */
const asked = (path: string, host = new URL(guide.url).host) =>
  new Promise<{ status?: number; location?: string }>((resolve, reject) => {
    const { port } = new URL(guide.url)
    request({ host: 'localhost', port, path, headers: { host } }, ({ statusCode, headers }) =>
      resolve({
        ...(statusCode && { status: statusCode }),
        ...(headers.location && { location: headers.location }),
      }),
    )
      .once('error', reject)
      .end()
  })
/** As a page would whose host was made to lead here. */
const statusUnder = async (host: string) => (await asked('/', host)).status

/** What the program was called with, in order. */
const calls = async () =>
  (await readFile(join(dir, 'calls'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')

/** The chain as it is after a request for the promise, its delay over. */
function requested(refusals: readonly number[] = []): OpeningRecord {
  const at = new Date(0)
  const place = { blockNumber: 1, at }
  return {
    requestId: id('e'),
    presentationId: Buffer.from('d'.repeat(64), 'hex'),
    ...{ opensAt: at, expiresAt: new Date('2100-01-01'), requested: place, approvals: [] },
    refusals: refusals.map((trustee) => ({ trustee, reasonHash: Uint8Array.of(trustee), place })),
  } as unknown as OpeningRecord
}

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

  it('reads nothing of what another page sends', async () => {
    const { host, port } = new URL(guide.url)
    const status = await new Promise((resolve, reject) => {
      const headers = { host, origin: 'http://localhost:4050', 'content-length': '1000000' }
      const sending = request(
        { host: 'localhost', port, path: '/begin', method: 'POST', headers },
        (response) => {
          resolve(response.statusCode)
          sending.destroy()
        },
      )
      // The rest never comes: whoever waited for it would not answer.
      sending.once('error', reject).write('token=')
    })
    expect(status).toBe(403)
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

  it('offers the card once more when the first offer is over, to whoever asks and not to who looks', async () => {
    expiresAt = '2020-01-01T00:00:00Z'
    const token = await begin()
    expiresAt = '2100-01-01T00:00:00Z'
    const over = await page('/scene/card')
    expect(over).toContain('The card that waited here has expired.')
    expect(over).not.toContain('<output>')
    expect(offers).toBe(1)
    expect((await post('/card', '')).status).toBe(403)
    expect((await post('/card', token)).headers.get('location')).toBe('/scene/card')
    expect(await page('/scene/card')).toContain('<output>2</output>')
    // One that waits is enough.
    await post('/card', token)
    expect(offers).toBe(2)
  })

  it('does not begin where no card can be offered, and stays what it was', async () => {
    const token = tokenIn(await page('/'))
    issuerIsAway = true
    const failed = await post('/begin', token)
    expect(failed.status).toBe(503)
    expect(await failed.text()).toContain('Your story is as it was.')
    expect((await asked('/scene/card')).location).toBe('/')
    issuerIsAway = false
    await begin()
    accounts = [account([id('c')], [id('d')])]
    await page('/scene/promise')
    issuerIsAway = true
    expect((await post('/begin', token)).status).toBe(503)
    expect(await page('/scene/promise')).toContain('The market has your promise.')
  })

  it('is not moved by what another page loads', async () => {
    await begin()
    accounts = [account([id('c')])]
    await page('/scene/promise')
    for (const from of ['cross-site', 'same-site']) await page('/scene/card', { 'sec-fetch-site': from })
    expect(await page('/')).toContain('href="/scene/promise"')
    await page('/scene/card', { 'sec-fetch-site': 'same-origin' })
    expect(await page('/')).toContain('href="/scene/card"')
  })

  it('runs nothing again that went well, however often somebody clicks', async () => {
    const token = await untilRefusal()
    await Promise.all([post('/act/refuse-3', token), post('/act/refuse-3', token)])
    await post('/act/inspect-1', token)
    expect((await calls()).map((call) => call.split(' ')[0])).toEqual([
      ...['request', 'inspect', 'approve', 'hand-over', 'approve', 'refuse'],
    ])
    expect(await page('/scene/trustees')).toContain('action="/act/approve-5"')
  })

  it('goes on where a vote is on the chain whose program did not live to say so', async () => {
    const token = await untilRefusal()
    await writeFile(join(dir, 'voted'), '')
    await post('/act/refuse-3', token)
    expect(await page('/scene/trustees')).toContain('action="/act/refuse-3"')
    // Somebody else's vote is not this trustee's.
    openings = [requested([1])]
    await post('/act/refuse-3', token)
    expect(await page('/scene/trustees')).toContain('action="/act/refuse-3"')
    openings = [requested([3])]
    await post('/act/refuse-3', token)
    expect(await page('/scene/trustees')).toContain('action="/act/approve-5"')
  })

  it('says when somebody stayed away until the request had expired', async () => {
    await untilRefusal()
    expect(await page('/scene/trustees')).not.toContain('This request has expired')
    openings = [{ ...requested(), expiresAt: new Date('2020-01-01') }]
    const html = await page('/scene/trustees')
    expect(html).toContain('This request has expired')
    expect(html).toContain('action="/begin"')
    expect(await page('/scene/trustees', { 'accept-language': 'zh-CN' })).toContain('这项请求已过期')
  })

  it('writes nothing of a command into a story that began while it ran', async () => {
    const token = await begin()
    await writeFile(join(dir, 'wait'), '')
    const running = post('/act/audit', token)
    await expect.poll(calls).toEqual(['audit'])
    await post('/begin', token)
    await rm(join(dir, 'wait'))
    expect((await running).status).toBe(303)
    const story = JSON.parse(await readFile(join(dir, 'guide/story.json'), 'utf8'))
    expect([story.card.txCode, story.runs]).toEqual(['2', {}])
  })

  it('leads nowhere else when the language changes', async () => {
    for (const path of ['//evil.example/', '/%5Cevil.example/', '/\\evil.example/', '///evil.example/x'])
      expect([path, new URL((await asked(`${path}?language=zh`)).location ?? '', guide.url).origin]).toEqual([
        path,
        guide.url,
      ])
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
