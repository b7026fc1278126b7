import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import {
  type BoundFault,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
  startCourt,
  withoutBinding,
} from '../../../packages/verifier/test/bound-world.ts'
import { post, startTestChain, type TestChain } from '../../../packages/verifier/test/world.ts'
import { type ServiceDemo, type ServiceId, startServiceDemo } from '../src/index.ts'

let chain: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let library: ServiceDemo
let market: ServiceDemo
let libraryFolder: string
let mine: Held

beforeAll(async () => {
  chain = await startTestChain()
  court = await startCourt(chain, { name: 'Court of the Coast' })
  issuer = await startBoundIssuer(chain, { authority: court })
  libraryFolder = await mkdtemp(join(tmpdir(), 'library-'))
  library = await start('library', libraryFolder)
  market = await start('market', await mkdtemp(join(tmpdir(), 'market-')))
  mine = await issuer.hold()
})
afterAll(async () => {
  await library?.close()
  await market?.close()
  await issuer?.stop()
  await chain?.stop()
})

function start(service: ServiceId, dir: string): Promise<ServiceDemo> {
  return startServiceDemo({
    service,
    port: 0,
    dir,
    authority: court.id,
    walletUrl: 'http://localhost:4030',
    deployment: chain.deployment,
    trustedIssuers: [issuer.did],
  })
}

/** Asks on a page, answers with the product's own parts, and reads the page that comes of it. */
async function visit(
  at: ServiceDemo,
  options: { request?: string; reference?: string; language?: string; held?: Held; fault?: BoundFault } = {},
) {
  const { request = 'account', reference, language = 'en', held = mine, fault = {} } = options
  const started = await fetch(`${at.url}/velum/start`, {
    method: 'POST',
    body: JSON.stringify({ request, ...(reference && { reference }) }),
  })
  const cookie = `${started.headers.get('set-cookie')?.split(';')[0]}; language=${language}`
  const { sameDevice, crossDevice } = (await started.json()) as {
    sameDevice: { link: string }
    crossDevice?: unknown
  }
  const answer = await boundAnswerTo(sameDevice.link, [held], chain, fault)
  const { json } = await post(answer.request, answer.body)
  const page = json.redirect_uri ?? ''
  const load = async () => (await fetch(page, { headers: { cookie } })).text()
  return { ...answer, page, cookie, crossDevice, load, html: await load() }
}

const flagsOf = (html: string) =>
  /<svg class="flags"[\s\S]*?<\/svg>\s*<\/svg>|<svg class="flags"[\s\S]*?<p class="place"/.exec(html)?.[0]
const pseudonymOf = (html: string) => /<code class="whole">([\w-]{64})<\/code>/.exec(html)?.[1]

describe('an account without a name', () => {
  it('opens at the first visit and says in words what is known and what is not', async () => {
    const { html, request, presentationId, crossDevice } = await visit(library, { held: await issuer.hold() })
    expect(crossDevice).toBeUndefined()
    expect(request.query.credentials[0].claims).toBeUndefined()
    for (const text of [
      'Your account is open',
      'What this library knows',
      'You are a resident: an issuer that we trust vouches for it.',
      'You came for the first time today.',
      'Nobody here knows your name, and nothing that we can read leads to it.',
      'We cannot recognise you at another service',
      '3 of the 5 trustees of Court of the Coast could find it out, if they act together.',
      '2 of them cannot. Neither can we, whatever we keep.',
      'is kept for 30 days',
      presentationId,
    ])
      expect(html).toContain(text)
    for (const secret of ['Mei-Lin', 'Lantern Coast', 'VL0000000042']) expect(html).not.toContain(secret)
  })

  it('knows a resident again, by flags and nickname, without asking for more', async () => {
    const held = await issuer.hold()
    const first = await visit(library, { held })
    const posted = await fetch(first.page, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: first.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ nickname: 'Heron <b>' }),
    })
    expect([posted.status, new URL(posted.headers.get('location') ?? '', library.url).href]).toEqual([
      303,
      first.page,
    ])
    expect(await first.load()).toContain('You want to be called Heron &lt;b&gt;.')

    const again = await visit(library, { held })
    expect(again.html).toContain('Welcome back, Heron &lt;b&gt;')
    expect(again.html).toContain('Visits: 2')
    expect(pseudonymOf(again.html)).toBe(pseudonymOf(first.html))
    expect(flagsOf(again.html)).toBe(flagsOf(first.html))
    expect(flagsOf(first.html)?.length).toBeGreaterThan(500)
    expect(await again.load()).toContain('Visits: 2')
  })

  it('says the same in Chinese', async () => {
    const { html } = await visit(library, { language: 'zh', held: await issuer.hold() })
    for (const text of ['账户已开立', '本图书馆知道什么', '须有 3 位共同行动才能查明', '其中 2 位无法查明'])
      expect(html).toContain(text)
  })

  it('is another one at another service: neither pseudonym nor flags are the same', async () => {
    const [here, there] = [await visit(library), await visit(market)]
    expect(there.html).toContain('What this market knows')
    expect(pseudonymOf(there.html)).not.toBe(pseudonymOf(here.html))
    expect(flagsOf(there.html)).not.toBe(flagsOf(here.html))
  })

  it('takes no nickname from a browser that may not read the account', async () => {
    const held = await issuer.hold()
    const { page, load } = await visit(library, { held })
    const body = new URLSearchParams({ nickname: 'Intruder' })
    await fetch(page, { method: 'POST', redirect: 'manual', body })
    expect(await load()).not.toContain('Intruder')
  })

  it('opens for nobody who has only a copy of the credential', async () => {
    const { html } = await visit(library, { fault: { change: withoutBinding } })
    expect(html).toContain('We could not accept that')
    expect(html).toContain('A copy of it does not work.')
    expect(html).toContain('<code>binding-missing</code>')
    expect(html).toContain('href="/account"')
  })

  it('keeps what an opening needs sealed, beside an account that holds no name', async () => {
    const { html, presentationId } = await visit(library)
    const evidence = await readdir(join(libraryFolder, 'evidence'))
    expect(evidence).toContain(`${presentationId.slice(2)}.evidence`)
    const account = await readFile(join(libraryFolder, 'accounts', `${pseudonymOf(html)}.json`), 'utf8')
    expect(account).not.toMatch(/Mei-Lin|Lantern|did:/)
  })
})

describe('a deposit', () => {
  it('is left for words that the wallet shows and the page repeats', async () => {
    const held = await issuer.hold()
    const { html, request } = await visit(library, { request: 'deposit', reference: 'atlas-of-tides', held })
    const words = 'Borrow “Atlas of the Tides, 1788” for 14 days, against a deposit of 200 crowns.'
    expect(request.transaction?.description.en).toBe(words)
    expect(html).toContain(words)
    expect(html).toContain('It is yours for two weeks')
    const account = await visit(library, { held })
    expect(account.html).toContain('You left a deposit for: Atlas of the Tides, 1788.')
    expect(account.html).toContain('Visits: 2')
  })

  it('is offered for everything on the page, and for nothing else', async () => {
    for (const at of [library, market]) {
      const html = await (await fetch(`${at.url}/deposit`)).text()
      const offered = [...html.matchAll(/request="deposit" reference="([\w-]+)"/g)].map(([, name]) => name)
      expect(offered).toHaveLength(3)
      for (const reference of [...offered, 'the-crown-jewels']) {
        const body = JSON.stringify({ request: 'deposit', reference })
        const { status } = await fetch(`${at.url}/velum/start`, { method: 'POST', body })
        expect([reference, status]).toEqual([reference, reference === 'the-crown-jewels' ? 404 : 200])
      }
    }
  })
})
