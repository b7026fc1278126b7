import type { Credential } from '@velum/credential'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerTo,
  createBrowser,
  post,
  startIssuer,
  startService,
  startTestChain,
  type TestChain,
  type TestIssuer,
  type TestService,
  type WalletFault,
} from './world.ts'

let chain: TestChain
let issuer: TestIssuer
let stranger: TestIssuer
let service: TestService
let credential: Credential

beforeAll(async () => {
  chain = await startTestChain()
  issuer = await startIssuer(chain)
  stranger = await startIssuer(chain)
  service = await startService({ deployment: chain.deployment, trustedIssuers: [issuer.did] })
  credential = await issuer.issue()
})
afterAll(async () => {
  await service?.stop()
  await issuer?.stop()
  await stranger?.stop()
  await chain?.stop()
})

/** The whole way on one device: start, answer, come back. */
async function sameDevice(
  shown: Credential = credential,
  fault: WalletFault = {},
  at: TestService = service,
) {
  const browser = createBrowser(at)
  const { sameDevice: way } = await browser.start()
  const { request, body } = await answerTo(way.link, shown, chain, fault)
  const { response, json } = await post(request, body)
  const page = json.redirect_uri ?? ''
  return {
    browser,
    request,
    body,
    status: response.status,
    page,
    outcome: page ? await browser.open(page) : undefined,
  }
}

describe('an answer on the same device', () => {
  it('is accepted with the claims that were asked for, and with every check named', async () => {
    const { outcome, page } = await sameDevice(credential, { optional: ['givenName'] })
    expect(new URL(page).pathname).toBe('/welcome')
    expect(outcome).toMatchObject({
      status: 'presented',
      request: 'readers-pass',
      verdict: {
        accepted: true,
        credentials: {
          'resident-id': {
            issuer: issuer.did,
            claims: { region: 'Lantern Coast', residencyStatus: 'citizen', givenName: 'Mei-Lin' },
          },
        },
      },
    })
    const checks = outcome?.status === 'presented' ? outcome.verdict.checks : []
    expect(checks.every(({ passed, question }) => passed && question === 'resident-id')).toBe(true)
    for (const name of [
      'challenge',
      'audience',
      'selective-indexes',
      'presentation-header',
      'signature',
      'status',
    ])
      expect(checks.map((check) => check.name)).toContain(name)
    expect(checks.slice(-2).map((check) => check.name)).toEqual(['claims-asked-for', 'nothing-else-shown'])
  })

  it('shows nothing of a claim that the holder leaves out', async () => {
    const { outcome, body } = await sameDevice()
    const claims =
      outcome?.status === 'presented' && outcome.verdict.accepted
        ? outcome.verdict.credentials['resident-id']?.claims
        : undefined
    expect(claims).toEqual({ region: 'Lantern Coast', residencyStatus: 'citizen' })
    expect(decodeURIComponent(body)).not.toContain('Mei-Lin')
  })

  it('is released only with the response code, and only to the browser that asked', async () => {
    const { browser, page } = await sameDevice()
    const without = new URL(page)
    without.searchParams.delete('response_code')
    const refused = { status: 'unavailable', why: 'other-browser' }
    expect(await browser.open(without.href)).toEqual(refused)
    without.searchParams.set('response_code', 'a-guess')
    expect(await browser.open(without.href)).toEqual(refused)

    const other = createBrowser(service)
    await other.start()
    expect(await other.open(page)).toEqual(refused)
    expect(await createBrowser(service).open(page)).toEqual(refused)
    expect(await browser.open(page)).toMatchObject({ status: 'presented' })
  })

  it('is released to the page of its own request alone, so that an easy question does not open another page', async () => {
    const { browser, page } = await sameDevice()
    const otherPage = page.replace('/welcome', '/members-only')
    expect(otherPage).not.toBe(page)
    expect(await browser.open(otherPage)).toEqual({ status: 'unavailable', why: 'unknown' })
    expect(await browser.open(page)).toMatchObject({ status: 'presented', request: 'readers-pass' })
  })

  it('cannot be polled by whoever started it and lured somebody else into answering', async () => {
    const attacker = createBrowser(service)
    const { sameDevice: way } = await attacker.start()
    const { request, body } = await answerTo(way.link, credential, chain)
    await post(request, body)
    const response = await attacker.call(`/velum/outcome/${request.state}`)
    expect(await response.json()).toEqual({ status: 'unavailable', why: 'other-browser' })
  })
})

describe('an answer from another device', () => {
  it('is released to the page that polls with its cookie, and to no other', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start()
    const poll = async (who = browser) => (await who.call(crossDevice.outcomeUrl)).json()
    expect(await poll()).toEqual({ status: 'waiting' })

    const { request, body } = await answerTo(crossDevice.link, credential, chain)
    expect((await post(request, body)).json).toEqual({})
    expect(await poll()).toMatchObject({ status: 'presented', verdict: { accepted: true } })
    expect(await poll(createBrowser(service))).toEqual({ status: 'unavailable', why: 'other-browser' })
    expect(await browser.open(crossDevice.resultPage)).toMatchObject({ status: 'presented' })
  })
})

function moveToAnotherRegion(credential: Record<string, unknown>) {
  return {
    ...credential,
    credentialSubject: { ...(credential.credentialSubject as object), region: 'Upper Vale' },
  }
}

describe('an answer is refused', () => {
  const cases: [string, string, WalletFault][] = [
    ['that was made for another nonce', 'wrong-challenge', { challenge: 'another-nonce-of-this-verifier' }],
    [
      'that was made for another audience',
      'wrong-audience',
      { domain: 'decentralized_identifier:did:web:bank.example' },
    ],
    [
      'with an extra member in the presentation',
      'unexpected-member',
      { change: (vp) => ({ ...vp, holder: 'did:key:z' }) },
    ],
    ['with a tampered claim', 'proof-invalid', { changeCredential: moveToAnotherRegion }],
    [
      'that somebody changed on the way',
      'holder-proof-invalid',
      {
        change: (vp) => {
          const [shown] = vp.verifiableCredential as Record<string, unknown>[]
          return { ...vp, verifiableCredential: [moveToAnotherRegion(shown ?? {})] }
        },
      },
    ],
    ['that leaves out a required claim', 'claims-missing', { claims: ['region'] }],
    [
      'that shows more than was asked',
      'claims-not-asked-for',
      { claims: ['region', 'residencyStatus', 'residentNumber'] },
    ],
    [
      'that holds the base proof',
      'base-proof-presented',
      { change: (vp) => ({ ...vp, verifiableCredential: [credential] }) },
    ],
  ]
  it.each(cases)('%s: %s', async (_, reason, fault) => {
    const { outcome } = await sameDevice(credential, fault)
    expect(outcome).toMatchObject({ status: 'presented', verdict: { accepted: false, reason } })
    const checks = outcome?.status === 'presented' ? outcome.verdict.checks : []
    expect(checks.filter(({ passed }) => !passed)).toHaveLength(1)
  })

  it('from an issuer that the service does not trust', async () => {
    const { outcome } = await sameDevice(await stranger.issue())
    expect(outcome).toMatchObject({ verdict: { accepted: false, reason: 'issuer-untrusted' } })
  })

  it('after the issuer revoked the credential', async () => {
    const revoked = await issuer.issue({ index: 11 })
    expect((await sameDevice(revoked)).outcome).toMatchObject({ verdict: { accepted: true } })
    await issuer.revoke(11)
    expect((await sameDevice(revoked)).outcome).toMatchObject({
      verdict: { accepted: false, reason: 'revoked' },
    })
    expect((await sameDevice()).outcome).toMatchObject({ verdict: { accepted: true } })
  })

  it('when the list that is served is not the one on chain', async () => {
    const other = await startIssuer(chain)
    const trusting = await startService({ deployment: chain.deployment, trustedIssuers: [other.did] })
    try {
      const shown = await other.issue()
      await other.revoke(3, { anchor: false })
      expect((await sameDevice(shown, {}, trusting)).outcome).toMatchObject({
        verdict: { accepted: false, reason: 'status-mismatch' },
      })
    } finally {
      await trusting.stop()
      await other.stop()
    }
  })

  it('when the issuer cannot be reached for its status list', async () => {
    const other = await startIssuer(chain)
    const trusting = await startService({ deployment: chain.deployment, trustedIssuers: [other.did] })
    try {
      const shown = await other.issue()
      await other.stop()
      expect((await sameDevice(shown, {}, trusting)).outcome).toMatchObject({
        verdict: { accepted: false, reason: 'status-unavailable' },
      })
    } finally {
      await trusting.stop()
    }
  })

  it('when the chain cannot be reached', async () => {
    const deployment = { ...chain.deployment, rpcUrl: 'http://localhost:9' }
    const cutOff = await startService({ deployment, trustedIssuers: [issuer.did] })
    try {
      expect((await sameDevice(credential, {}, cutOff)).outcome).toMatchObject({
        verdict: { accepted: false, reason: 'chain-unreachable' },
      })
    } finally {
      await cutOff.stop()
    }
  })

  it('when the anchor of the list is older than the policy allows', async () => {
    const later = () => new Date(Date.now() + 120_000)
    const strict = await startService(
      { deployment: chain.deployment, trustedIssuers: [issuer.did] },
      { maxStatusAgeSeconds: 60, now: later },
    )
    try {
      expect((await sameDevice(credential, {}, strict)).outcome).toMatchObject({
        verdict: { accepted: false, reason: 'status-too-old' },
      })
    } finally {
      await strict.stop()
    }
  })
})

describe('a session answers once', () => {
  it('refuses the same answer a second time', async () => {
    const { request, body } = await sameDevice()
    const { response, json } = await post(request, body)
    expect([response.status, json.error]).toEqual([409, 'session-answered'])
  })

  it('takes one of two answers that arrive together', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start()
    const first = await answerTo(crossDevice.link, credential, chain)
    const second = await answerTo(crossDevice.link, credential, chain)
    const answers = await Promise.all([post(first.request, first.body), post(second.request, second.body)])
    expect(answers.map(({ response }) => response.status).sort()).toEqual([200, 409])
  })

  it('refuses an answer that was made for another session', async () => {
    const theirs = createBrowser(service)
    const { crossDevice } = await theirs.start()
    await answerTo(crossDevice.link, credential, chain)
    const mine = await createBrowser(service).start()
    const { request, body } = await answerTo(mine.sameDevice.link, credential, chain)
    const moved = new URLSearchParams(body)
    moved.set('state', new URL(crossDevice.resultPage).searchParams.get('session') ?? '')
    await post(request, moved.toString())
    expect(await theirs.open(crossDevice.resultPage)).toMatchObject({
      verdict: { accepted: false, reason: 'wrong-challenge' },
    })
  })

  it('is not used up by what is no answer', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start()
    const { request, body } = await answerTo(crossDevice.link, credential, chain)
    const garbage = await post(request, `state=${request.state}&vp_token=%7B%7D`)
    expect([garbage.response.status, garbage.json.error]).toEqual([400, 'presentation-missing'])
    expect((await post(request, body)).response.status).toBe(200)
  })

  it('refuses an answer to a session it does not know', async () => {
    const { request, body } = await answerTo(
      (await createBrowser(service).start()).sameDevice.link,
      credential,
      chain,
      {
        state: 'a-session-of-nobody',
      },
    )
    const { response, json } = await post(request, body)
    expect([response.status, json.error]).toEqual([404, 'session-unknown'])
  })

  it('refuses an answer to a session that has expired', async () => {
    let passed = 0
    const slow = await startService(
      { deployment: chain.deployment, trustedIssuers: [issuer.did] },
      { now: () => new Date(Date.now() + passed) },
    )
    try {
      const { request, body } = await answerTo(
        (await createBrowser(slow).start()).sameDevice.link,
        credential,
        chain,
      )
      passed = 601_000
      const { response, json } = await post(request, body)
      expect([response.status, json.error]).toEqual([410, 'session-expired'])
    } finally {
      await slow.stop()
    }
  })

  it('tells the page that the holder declined', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start()
    const { request } = await answerTo(crossDevice.link, credential, chain)
    await post(request, `state=${request.state}&error=access_denied`)
    expect(await browser.open(crossDevice.resultPage)).toEqual({
      status: 'declined',
      request: 'readers-pass',
    })
  })
})

describe('an unsigned request', () => {
  it('is answered as well, with its address as the audience', async () => {
    const browser = createBrowser(service)
    const { crossDevice } = await browser.start({ request: 'unsigned-pass' })
    const { request, body } = await answerTo(crossDevice.link, credential, chain)
    expect(request.verified).toEqual({ by: 'none', host: new URL(service.url).host })
    expect(request.clientId).toBe(`redirect_uri:${service.url}/velum/response`)
    await post(request, body)
    expect(await browser.open(crossDevice.resultPage)).toMatchObject({ verdict: { accepted: true } })
  })
})
