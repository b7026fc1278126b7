import { boundResidentIdTemplate, type Credential, residentIdTemplate } from '@velum/credential'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import { waitForAnswer } from '../src/element/request-session.ts'
import { createMemoryEvidenceStore, escrow } from '../src/index.ts'
import {
  askForAccount,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
  startCourt,
} from './bound-world.ts'
import {
  answerTo,
  createBrowser,
  post,
  readersPass,
  startService,
  startTestChain,
  type TestChain,
  type TestService,
} from './world.ts'

let chain: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let mine: Held
let pass: Credential
let service: TestService
/** How far the clock of the service is from that of the wallet, which is right. */
let offMs = 0
const now = () => new Date(Date.now() + offMs)
const minutes = (count: number) => count * 60_000

beforeAll(async () => {
  chain = await startTestChain()
  court = await startCourt(chain)
  issuer = await startBoundIssuer(chain, { authority: court })
  mine = await issuer.hold()
  pass = await issuer.issue()
  const sealed = { purpose: readersPass.purpose, query: askForAccount, resultPage: '/account' }
  service = await startService(
    { deployment: chain.deployment, trustedIssuers: [issuer.did] },
    {
      now,
      templates: [boundResidentIdTemplate, residentIdTemplate],
      requests: {
        'readers-pass': readersPass,
        sealed: { ...sealed, crossDevice: true, requires: [escrow(court.id)] },
      },
      evidence: {
        store: createMemoryEvidenceStore(),
        key: new Uint8Array(32).fill(9),
        retentionSeconds: 3600,
      },
    },
  )
})
afterAll(async () => {
  await service?.stop()
  await issuer?.stop()
  await chain?.stop()
})

const requestUriOf = (link: string) => new URLSearchParams(link.split('?')[1]).get('request_uri') ?? ''
const fetchQuestion = async (link: string) => (await fetch(requestUriOf(link))).text()

const payloadOf = (object: string) =>
  JSON.parse(Buffer.from(object.split('.')[1] ?? '', 'base64url').toString())

describe('the time of a question', () => {
  it('is that of the wallet’s first look: a QR code that was shown for eight minutes is answered', async () => {
    const browser = createBrowser(service)
    offMs = -minutes(8)
    const { crossDevice } = await browser.start()
    offMs = 0
    const { request, body } = await answerTo(crossDevice.link, pass, chain)
    expect(Math.abs(Date.now() - (request.issuedAt?.getTime() ?? 0))).toBeLessThan(minutes(1))
    await post(request, body)
    expect(await browser.open(crossDevice.resultPage)).toMatchObject({ verdict: { accepted: true } })
  })

  it('is one in request object, proof and evidence, however long the link had waited', async () => {
    const browser = createBrowser(service)
    offMs = -minutes(9)
    const { crossDevice } = await browser.start({ request: 'sealed' })
    offMs = 0
    const { request, body, presentationId } = await boundAnswerTo(crossDevice.link, [mine], chain)
    offMs = minutes(4)
    await post(request, body)
    expect(await browser.open(crossDevice.resultPage)).toMatchObject({ verdict: { accepted: true } })
    const evidence = await service.verifier.readEvidence(presentationId)
    const asked = (request.issuedAt as Date).getTime() / 1000
    expect(evidence?.transcript.time).toBe(asked)
    expect(payloadOf(evidence?.requestObject ?? '').iat).toBe(asked)
    offMs = 0
  })

  it('stays: whoever fetches the question later, or at once, gets the same one', async () => {
    const { crossDevice } = await createBrowser(service).start({ request: 'sealed' })
    const together = await Promise.all(Array.from({ length: 6 }, () => fetchQuestion(crossDevice.link)))
    offMs = minutes(2)
    const later = await fetchQuestion(crossDevice.link)
    offMs = 0
    expect(new Set([...together, later]).size).toBe(1)
    expect(payloadOf(later)).toHaveProperty('nonce')
  })

  it('gives five minutes to answer from then on, and ten to open the link', async () => {
    const expired = [410, 'session-expired']
    const opened = await createBrowser(service).start()
    const left = await createBrowser(service).start()
    offMs = minutes(9)
    const { iat, exp } = payloadOf(await fetchQuestion(opened.crossDevice.link))
    expect(exp).toBe(iat + 300)
    offMs = minutes(13)
    expect((await fetch(requestUriOf(opened.crossDevice.link))).status).toBe(200)
    for (const link of [left.crossDevice.link, opened.crossDevice.link]) {
      const response = await fetch(requestUriOf(link))
      expect([response.status, (await response.json()).error]).toEqual(expired)
      offMs = minutes(14.1)
    }
    offMs = 0
  })

  it('keeps the page waiting as long as a wallet that opened the link late may answer', async () => {
    const browser = createBrowser(service)
    const started = await browser.start()
    offMs = minutes(9)
    await fetchQuestion(started.crossDevice.link)
    offMs = minutes(11)
    let end: string | undefined
    const fetch = (address: string | URL | Request) => browser.call(String(address))
    const { signal } = new AbortController()
    const waiting = waitForAnswer({ started, fetch, now, signal, pollSeconds: 0.02 }).then((how) => {
      end = how
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(end).toBeUndefined()
    offMs = minutes(14.1)
    await waiting
    expect(end).toBe('expired')
    offMs = 0
  })

  it('is that of the epoch which it pins', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start({ request: 'sealed' })
    await court.renew()
    const { request, body } = await boundAnswerTo(crossDevice.link, [mine], chain)
    await post(request, body)
    expect(await browser.open(crossDevice.resultPage)).toMatchObject({
      verdict: { accepted: true, escrow: { epoch: court.current.epoch } },
    })
  })

  it('is needed for an answer: a question that nobody fetched takes none', async () => {
    const { crossDevice } = await createBrowser(service).start()
    const { request, body } = await answerTo(
      (await createBrowser(service).start()).crossDevice.link,
      pass,
      chain,
    )
    const moved = new URLSearchParams(body)
    moved.set('state', new URL(crossDevice.resultPage).searchParams.get('session') ?? '')
    const { response, json } = await post(request, moved.toString())
    expect([response.status, json.error]).toEqual([404, 'session-unknown'])
    expect((await fetch(requestUriOf(crossDevice.link))).status).toBe(200)
  })
})
