import { presentationHeader, residentIdTemplate, verifyPresentation } from '@velum/credential'
import { createQuery } from '@velum/exchange'
import type { Wallet } from '@velum/holder'
import { createStatusSource } from '@velum/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { resolverOn } from '../../../e2e/support/chain.ts'
import { answer, type CardWorld, startCardWorld } from './support/card-world.ts'
import { residencyQuery, residentTypes, type TestService } from './support/test-service.ts'

let world: CardWorld
let service: TestService
let walletWithCard: CardWorld['walletWithCard']
beforeAll(async () => {
  world = await startCardWorld()
  ;({ service, walletWithCard } = world)
})
beforeEach(() => world.renew())
afterAll(() => world?.stop())

/** The one presentation in an answer. */
function presentationIn(body: URLSearchParams | undefined) {
  return JSON.parse(body?.get('vp_token') ?? '{}').resident[0]
}

describe('an answer', () => {
  test('shows what was chosen and no more, fresh and for this verifier, and is accepted', async () => {
    const { wallet, id } = await walletWithCard()
    const steps: string[] = []
    const view = await wallet.inspectRequest(await service.ask())
    const outcome = await wallet.answerRequest({
      ...answer(view, ['givenName']),
      onProgress: (step) => steps.push(step),
    })
    expect(outcome).toEqual({ kind: 'delivered', redirectUri: `${service.url}/welcome` })
    expect(steps).toEqual(['checking', 'proving', 'sending'])

    expect(service.answers).toHaveLength(1)
    expect(service.answers[0]?.get('state')).toBe('state-of-the-service')
    const presentation = presentationIn(service.answers[0])
    expect(Object.keys(presentation).sort()).toEqual(['@context', 'proof', 'type', 'verifiableCredential'])
    const { type, ...shown } = presentation.verifiableCredential[0].credentialSubject
    expect(shown).toEqual({ givenName: 'Mei-Lin', region: 'Lantern Coast', residencyStatus: 'citizen' })
    const { nonce: challenge, clientId: domain } = view.request
    expect(presentation.proof).toMatchObject({ challenge, domain, proofPurpose: 'authentication' })
    expect(presentationHeader({ challenge, domain })).toEqual(
      new TextEncoder().encode(`{"challenge":"${challenge}","domain":"${domain}"}`),
    )
    const verdict = await verifyPresentation({
      presentation,
      challenge,
      domain,
      resolver: resolverOn(world.chain.chain),
      trustedIssuers: [world.issuer.did],
      statusSource: createStatusSource({ chain: world.chain.chain, fetch }),
      now: () => new Date(),
    })
    expect(verdict).toMatchObject({ accepted: true })

    expect(await wallet.history.list()).toMatchObject([
      {
        kind: 'presentation',
        id: view.id,
        verifier: { host: service.host, proved: true },
        purpose: { en: 'To make out a reader’s pass.' },
        shown: [
          {
            credentialId: id,
            title: residentIdTemplate.title,
            claims: [
              { name: 'givenName', value: 'Mei-Lin' },
              { name: 'region', value: 'Lantern Coast' },
              { name: 'residencyStatus', value: 'citizen' },
            ],
          },
        ],
        outcome: 'delivered',
      },
    ])
  })

  test('is never made under one of the wallet’s DIDs, nor twice under the same key', async () => {
    const { wallet } = await walletWithCard()
    const dids = [
      (await wallet.dids.createKeyDid({ name: 'simple' })).did,
      (await wallet.dids.createEthrDid({ name: 'on the chain' })).did,
    ]
    const keys = new Set<string>()
    for (let round = 0; round < 3; round++) {
      const view = await wallet.inspectRequest(await service.ask())
      await wallet.answerRequest(answer(view))
      const body = service.answers[round]?.toString() ?? ''
      for (const did of dids) {
        const part = did.split(':').at(-1) ?? did
        expect(body.toLowerCase()).not.toContain(part.toLowerCase())
      }
      keys.add(presentationIn(service.answers[round]).proof.verificationMethod)
    }
    expect(keys.size).toBe(3)
  })

  test('is not sent a second time, not even from another tab or after a restart', async () => {
    const { wallet, reopen } = await walletWithCard()
    const link = await service.ask()
    const view = await wallet.inspectRequest(link)
    const other = await reopen()
    const sameView = await other.inspectRequest(link)
    const outcomes = await Promise.allSettled([
      wallet.answerRequest(answer(view)),
      other.answerRequest(answer(sameView)),
      wallet.answerRequest(answer(view)),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'already-answered' })
    }
    expect(service.answers).toHaveLength(1)

    const restarted = await reopen()
    const again = await restarted.inspectRequest(link)
    expect(again).toMatchObject({ answerable: false, problems: [{ code: 'already-answered' }] })
    await expect(restarted.answerRequest(answer(again))).rejects.toMatchObject({ code: 'already-answered' })
    expect(service.answers).toHaveLength(1)
  })

  test('whose fate cannot be known is said to be sent, and is not sent again', async () => {
    const { wallet } = await walletWithCard()
    service.state.manner = 'break'
    const link = await service.ask()
    const view = await wallet.inspectRequest(link)
    expect(await wallet.answerRequest(answer(view))).toEqual({ kind: 'sent-unknown' })
    expect(service.answers).toHaveLength(1)
    expect(await wallet.history.get(view.id)).toMatchObject({ outcome: 'sent-unknown' })
    await expect(wallet.answerRequest(answer(view))).rejects.toMatchObject({ code: 'already-answered' })
    expect(service.answers).toHaveLength(1)
  })

  test('that the verifier refuses is kept as refused', async () => {
    const { wallet } = await walletWithCard()
    service.state.manner = 'refuse'
    const view = await wallet.inspectRequest(await service.ask())
    expect(await wallet.answerRequest(answer(view))).toEqual({ kind: 'refused', error: 'invalid_request' })
    expect(await wallet.history.get(view.id)).toMatchObject({ outcome: 'refused' })
  })

  test('interrupted while it was sent stays in the history as sending, and is not sent again', async () => {
    const { reopen } = await walletWithCard()
    const crash = new Promise<Response>(() => undefined)
    const sent: string[] = []
    const crashing: typeof fetch = (input, init) => {
      if (init?.method !== 'POST') return fetch(input, init)
      sent.push(String(init.body))
      return crash
    }
    const link = await service.ask()
    const wallet = await reopen({ fetch: crashing })
    const view = await wallet.inspectRequest(link)
    void wallet.answerRequest(answer(view))
    await expect.poll(() => sent.length).toBe(1)

    const restarted = await reopen()
    expect(await restarted.history.list()).toMatchObject([{ id: view.id, outcome: 'sending' }])
    const again = await restarted.inspectRequest(link)
    await expect(restarted.answerRequest(answer(again))).rejects.toMatchObject({ code: 'already-answered' })
    expect(service.answers).toEqual([])
  })

  test('is written down before it is sent', async () => {
    const { vault, reopen } = await walletWithCard()
    const seen: unknown[] = []
    const wallet: Wallet = await reopen({
      fetch: async (input, init) => {
        if (init?.method === 'POST') seen.push(...(await wallet.history.list()).map(({ outcome }) => outcome))
        return fetch(input, init)
      },
    })
    await wallet.answerRequest(answer(await wallet.inspectRequest(await service.ask())))
    expect(seen).toEqual(['sending'])
    expect(vault.isLocked).toBe(false)
  })

  test('needs a choice for every question, of a credential that is there', async () => {
    const { wallet, id } = await walletWithCard()
    const view = await wallet.inspectRequest(await service.ask())
    await expect(wallet.answerRequest({ view, selection: {} })).rejects.toMatchObject({
      code: 'selection-incomplete',
    })
    const chosen = (optionalClaims: string[]) => ({
      view,
      selection: { resident: { credentialId: id, optionalClaims } },
    })
    await expect(wallet.answerRequest(chosen(['residentNumber']))).rejects.toMatchObject({
      code: 'selection-not-allowed',
    })
    await wallet.credentials.delete(id)
    await expect(wallet.answerRequest(chosen([]))).rejects.toMatchObject({ code: 'credential-not-found' })
    expect(service.answers).toEqual([])
    expect(await wallet.history.list()).toEqual([])
  })

  test('to two questions carries a presentation for each, under different keys', async () => {
    const { wallet } = await walletWithCard()
    const query = createQuery([
      { id: 'home', types: residentTypes, required: ['region'] },
      { id: 'age', types: residentTypes, required: ['birthDate'] },
    ])
    const view = await wallet.inspectRequest(await service.ask({ query }))
    await wallet.answerRequest(answer(view))
    const token = JSON.parse(service.answers[0]?.get('vp_token') ?? '{}')
    expect(Object.keys(token)).toEqual(['home', 'age'])
    expect(token.home[0].proof.verificationMethod).not.toBe(token.age[0].proof.verificationMethod)
    expect(token.home[0].verifiableCredential[0].credentialSubject).toEqual({
      type: residentIdTemplate.subjectType,
      region: 'Lantern Coast',
    })
  })
})

test('the wallet tells its listeners when something it keeps has changed', async () => {
  const { wallet } = await walletWithCard()
  let changes = 0
  const end = wallet.subscribe(() => changes++)
  await wallet.answerRequest(
    answer(await wallet.inspectRequest(await service.ask({ query: residencyQuery }))),
  )
  expect(changes).toBe(2)
  end()
  await wallet.dids.createKeyDid({ name: 'unheard' })
  expect(changes).toBe(2)
})
