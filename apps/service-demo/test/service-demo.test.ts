import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Credential } from '@velum/credential'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerTo,
  post,
  startIssuer,
  startTestChain,
  type TestChain,
  type TestIssuer,
} from '../../../packages/verifier/test/world.ts'
import { runCli } from '../src/cli.ts'
import { type ServiceDemo, type ServiceId, startServiceDemo } from '../src/index.ts'

let chain: TestChain
let issuer: TestIssuer
let stranger: TestIssuer
let demo: ServiceDemo
let market: ServiceDemo
let credential: Credential
const folder = () => mkdtemp(join(tmpdir(), 'service-demo-'))
const authority = `0x${'a1'.repeat(32)}`
const start = async (dir: string, port = 0, service: ServiceId = 'library') =>
  startServiceDemo({
    service,
    port,
    dir,
    authority,
    walletUrl: 'http://localhost:4030',
    deployment: chain.deployment,
    trustedIssuers: [issuer.did],
  })

beforeAll(async () => {
  chain = await startTestChain()
  issuer = await startIssuer(chain)
  stranger = await startIssuer(chain)
  demo = await start(await folder())
  market = await start(await folder(), 0, 'market')
  credential = await issuer.issue()
})
afterAll(async () => {
  await demo?.close()
  await market?.close()
  await issuer?.stop()
  await stranger?.stop()
  await chain?.stop()
})

/** Asks on a page of the library, answers with the product's own parts, and reads the page that comes of it. */
async function visit(request: string, shown: Credential, optional: readonly string[] = [], language = 'en') {
  const started = await fetch(`${demo.url}/velum/start`, {
    method: 'POST',
    body: JSON.stringify({ request }),
  })
  const cookie = `${started.headers.get('set-cookie')?.split(';')[0]}; language=${language}`
  const { sameDevice } = (await started.json()) as { sameDevice: { link: string } }
  const answer = await answerTo(sameDevice.link, shown, chain, { optional })
  const { json } = await post(answer.request, answer.body)
  const page = json.redirect_uri ?? ''
  const html = await (await fetch(page, { headers: { cookie } })).text()
  return { page, html, request: answer.request }
}

describe('the library', () => {
  it('makes out a pass for two facts and the name that the reader added', async () => {
    const { html, request } = await visit('readers-pass', credential, ['givenName'])
    expect(request.verified).toMatchObject({ by: 'did', host: new URL(demo.url).host })
    expect(html).toContain('Welcome aboard, Mei-Lin')
    expect(html).toContain('Lantern Coast · Citizen')
    expect(html).toContain('selective-indexes')
    expect(html).not.toContain('VL0000000042')
  })

  it('leaves no page with a visitor’s facts in the browser’s cache', async () => {
    const { headers } = await fetch(`${demo.url}/welcome`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('makes one out without a name as well', async () => {
    const { html } = await visit('readers-pass', credential)
    expect(html).toContain('A reader of this coast')
    expect(html).not.toContain('Mei-Lin')
  })

  it('asks for two facts about the book boat', async () => {
    const { html, request } = await visit('delivery', credential)
    expect(request.query.credentials[0].claim_sets).toBeUndefined()
    expect(html).toContain('Harbourtown')
  })

  it('has friends whose request proves nothing about who asks', async () => {
    const { html, request } = await visit('friends', credential)
    expect(request.verified).toEqual({ by: 'none', host: new URL(demo.url).host })
    expect(html).toContain('Thank you, friend')
  })

  it('says in plain words, in the reader’s language, why it refuses', async () => {
    const shown = await stranger.issue()
    const english = (await visit('delivery', shown)).html
    expect(english).toContain('The credential comes from an issuer that this service does not accept.')
    expect(english).toContain('href="/delivery"')
    expect(english).toContain('<code>issuer-untrusted</code>')
    expect((await visit('delivery', shown, [], 'zh')).html).toContain(
      '该凭证的颁发机构不在本服务认可的范围内。',
    )
  })

  it('shows nothing of an answer to another browser', async () => {
    const { page } = await visit('readers-pass', credential, ['givenName'])
    const html = await (await fetch(page)).text()
    expect(html).toContain('This answer belongs to another browser')
    expect(html).not.toContain('Mei-Lin')
  })
})

describe('its pages', () => {
  const paths = ['/', '/account', '/deposit', '/delivery', '/friends', '/shelf', '/welcome', '/nowhere']
  it.each([
    ...paths.map((path) => ['library', path] as const),
    ...['/', '/account', '/deposit', '/nowhere'].map((path) => ['market', path] as const),
  ])('load nothing from elsewhere and run nothing inline: %s %s', async (service, path) => {
    const response = await fetch((service === 'market' ? market : demo).url + path)
    expect(response.status).toBe(path === '/nowhere' ? 404 : 200)
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    const html = await response.text()
    expect(html).not.toMatch(/ style=| on\w+=|<style|<script(?![^>]* src="\/)/)
    expect(html).not.toMatch(/(src|href)="https?:/)
  })

  it('compute on the page of evidence, and reach nobody from there', async () => {
    for (const path of ['/evidence', '/assets/evidence/worker.js']) {
      const response = await fetch(market.url + path)
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
          "connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; worker-src 'self'",
      )
    }
    const html = await (await fetch(`${market.url}/evidence`)).text()
    expect(html).not.toMatch(/ style=| on\w+=|<style|<script(?![^>]* src="\/)|velum-request\.js/)
    const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string)
    for (const path of files) expect([path, (await fetch(market.url + path)).status]).toEqual([path, 200])
  })

  it('speak Chinese to those who prefer it, and remember another choice', async () => {
    const preferred = await fetch(demo.url, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } })
    expect(await preferred.text()).toContain('<html lang="zh-Hans">')
    const chosen = await fetch(`${demo.url}/shelf?language=en`, { redirect: 'manual' })
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/shelf'])
    const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
    const again = await fetch(`${demo.url}/shelf`, { headers: { cookie, 'accept-language': 'zh-CN' } })
    expect(await again.text()).toContain('<html lang="en">')
  })

  it('keep the visit when the language changes', async () => {
    const { html, page } = await visit('readers-pass', credential)
    const link = /class="language"\s+href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const switched = new URL(link, page)
    expect(switched.searchParams.get('language')).toBe('zh')
    const response = await fetch(switched, { redirect: 'manual' })
    expect(new URL(response.headers.get('location') ?? '', page).href).toBe(page)
  })

  it('lead to no other host when the language changes', async () => {
    for (const path of ['//evil.example/', '/\\evil.example/', '/%5Cevil.example/', '///evil.example/x']) {
      const location = await new Promise<string>((resolve, reject) => {
        const { host, port } = new URL(demo.url)
        const options = { host: 'localhost', port, path: `${path}?language=zh`, headers: { host } }
        get(options, (response) => resolve(response.resume().headers.location ?? '')).once('error', reject)
      })
      expect([path, new URL(location, demo.url).origin]).toEqual([path, new URL(demo.url).origin])
      // A raw backslash is no path at all, and leads nowhere.
      if (!path.includes('\\')) expect([path, location]).not.toEqual([path, ''])
    }
  })

  it('have all of their look', async () => {
    for (const { url } of [demo, market]) {
      const html = await (await fetch(`${url}/account`)).text()
      const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string)
      expect(files.length).toBeGreaterThan(8)
      for (const path of files) expect([path, (await fetch(url + path)).status]).toEqual([path, 200])
    }
  })

  it('tell the two services apart by name, by colours and by their hosts', async () => {
    const pages = await Promise.all([demo, market].map(async ({ url }) => (await fetch(url)).text()))
    expect(pages[0]).toContain('Harbour Library')
    expect(pages[0]).toContain('/assets/library.css')
    expect(pages[1]).toContain('Tideway Market')
    expect(pages[1]).toContain('/assets/market.css')
    expect(pages[1]).not.toContain('Harbour Library')
    expect(demo.did).toBe(`did:web:localhost%3A${new URL(demo.url).port}`)
    expect(market.did).toBe(`did:web:localhost%3A${new URL(market.url).port}`)
  })

  it.each([
    '/assets/evidence/..%2f..%2fpackage.json',
    '/assets/..%2fpackage.json',
    '/assets/velum/..%2f..%2fpackage.json',
    '/assets/none.css',
  ])('hand out no other file: %s', async (path) => {
    expect((await fetch(demo.url + path)).status).toBe(404)
  })
})

describe('starting', () => {
  it('keeps its keys, readable by their owner alone', async () => {
    const dir = await folder()
    const first = await start(dir)
    await first.close()
    const read = (name: string) => readFile(join(dir, name), 'utf8')
    const keys = [await read('request-key'), await read('evidence-key')]
    const second = await start(dir)
    await second.close()
    expect([await read('request-key'), await read('evidence-key')]).toEqual(keys)
    expect(keys[0]).not.toBe(keys[1])
    for (const name of ['request-key', 'evidence-key'])
      expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600)
  })

  it('refuses a key file that holds no key, and leaves it alone', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'request-key'), 'not a key')
    await expect(start(dir)).rejects.toMatchObject({ code: 'key-file-invalid' })
    expect(await readFile(join(dir, 'request-key'), 'utf8')).toBe('not a key')
  })

  it('says which port is taken', async () => {
    const { port } = new URL(demo.url)
    await expect(start(await folder(), Number(port))).rejects.toMatchObject({
      code: 'port-taken',
      message: `Port ${port} is taken by another program. Stop it, or choose another port with --port.`,
    })
  })
})

describe('the command', () => {
  it.each([
    [['--help'], 0],
    [[], 1],
    [['--deployment', '/nowhere.json'], 1],
    [['--authority', authority, '--deployment', '/nowhere.json'], 1],
    [['--authority', authority, '--port', 'many', '--deployment', '/nowhere.json'], 1],
    [['--authority', 'the court', '--deployment', '/nowhere.json'], 1],
    [['--service', 'bank', '--authority', authority], 1],
    [['--unknown'], 1],
  ])('ends honestly: %j', async (args, code) => {
    expect(await runCli(args, {})).toBe(code)
  })
})

describe('the SDK part', () => {
  it('takes at most 15 lines, and the SDK’s README shows the same', async () => {
    const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')
    const region =
      /\/\/ #region velum\n([\s\S]*?)\n\s*\/\/ #endregion/.exec(await read('../src/server.ts'))?.[1] ?? ''
    const lines = region.split('\n').map((line) => line.replace(/^ {2}/, ''))
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.length).toBeLessThanOrEqual(15)
    const readme = await read('../../../packages/verifier/README.md')
    expect(readme).toContain(`\`\`\`ts sdk\n${lines.join('\n')}\n\`\`\``)
  })
})
