import { createEd25519KeyPair, createPresentation, type DerivedCredential } from '@velum/credential'
import { createDidResolver } from '@velum/did'
import { parseAuthorizationRequest } from '@velum/exchange'
import { createMemorySessionStore } from '@velum/verifier'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { serve } from '../support/serve.ts'
import { answer, citizen, collect } from './support/citizen.ts'
import { type CityHall, openCityHall, random } from './support/city-hall.ts'
import { type Library, openLibrary } from './support/library.ts'

let world: TestChain
let cityHall: CityHall
let library: Library
beforeAll(async () => {
  world = await startTestChain()
  cityHall = await openCityHall(world.chain)
  library = await openLibrary({ deployment: world.deployment, trustedIssuers: [cityHall.issuer.did] })
})
afterAll(async () => {
  await library?.close()
  await cityHall?.close()
  await world?.stop()
})

// biome-ignore lint/suspicious/noExplicitAny: a forger writes wherever it likes
type Forgeable = any

/** A wallet whose answers somebody changes on their way. */
function tampering(change: (token: Forgeable) => void): (send: typeof fetch) => typeof fetch {
  return (send) => (input, init) => {
    if (typeof init?.body !== 'string' || !init.body.includes('vp_token')) return send(input, init)
    const body = new URLSearchParams(init.body)
    const token = JSON.parse(body.get('vp_token') ?? '{}')
    change(token)
    body.set('vp_token', JSON.stringify(token))
    return send(input, { ...init, body: body.toString() })
  }
}

/** What the page of the service says after the wallet has answered. */
async function verdictOf(
  options: {
    readonly through?: (send: typeof fetch) => typeof fetch
    readonly at?: Library
    readonly from?: CityHall
  } = {},
): Promise<unknown> {
  const { at = library, from = cityHall, through } = options
  const wallet = await citizen({ ...world, ...(through && { through }) })
  await collect(wallet, from)
  const visit = await at.visit()
  await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
  return visit.poll()
}

const refused = (reason: string) => ({ status: 'presented', verdict: { accepted: false, reason } })

describe('the service refuses, with the reason,', () => {
  const derived = (token: Forgeable) => token['resident-id'][0].verifiableCredential[0]
  const cases: [string, (token: Forgeable) => void, string][] = [
    [
      'a claim that was changed on its way',
      (token) => {
        derived(token).credentialSubject.region = 'Elsewhere'
      },
      'holder-proof-invalid',
    ],
    [
      'an extra member in the presentation',
      (token) => {
        token['resident-id'][0].note = 'please'
      },
      'unexpected-member',
    ],
    [
      'an unknown context',
      (token) => {
        derived(token)['@context'][1] = 'https://example.com/ours/v1'
      },
      'unknown-context',
    ],
    [
      'the challenge of another session',
      (token) => {
        token['resident-id'][0].proof.challenge = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
      },
      'wrong-challenge',
    ],
    [
      'an answer made out to another service',
      (token) => {
        token['resident-id'][0].proof.domain = 'decentralized_identifier:did:web:evil.example'
      },
      'wrong-audience',
    ],
  ]
  test.each(cases)('%s', async (_, change, reason) => {
    expect(await verdictOf({ through: tampering(change) })).toMatchObject(refused(reason))
  })

  test('a proof that somebody else took from an earlier answer, as it was or changed', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const seen = library.posted.length
    const first = await library.visit()
    await answer(wallet, await wallet.inspectRequest(first.crossDevice.link))
    const stolen: Forgeable = JSON.parse(new URLSearchParams(library.posted[seen]).get('vp_token') ?? '{}')
    const credential: DerivedCredential = stolen['resident-id'][0].verifiableCredential[0]

    for (const [forged, reason] of [
      [
        { ...credential, credentialSubject: { ...credential.credentialSubject, region: 'Elsewhere' } },
        'wrong-presentation-header',
      ],
      [credential, 'wrong-presentation-header'],
    ] as const) {
      const visit = await library.visit()
      expect(await postForged(visit.crossDevice.link, forged)).toBe(200)
      expect(await visit.poll()).toMatchObject(refused(reason))
    }
  })

  test('the credential itself in the place of a proof of it', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const [card] = await wallet.credentials.list()
    const detail = await wallet.credentials.get(card?.id ?? '')
    const visit = await library.visit()
    await postForged(visit.crossDevice.link, detail?.document as DerivedCredential)
    expect(await visit.poll()).toMatchObject(refused('base-proof-presented'))
  })

  test('a credential of an issuer that it does not trust', async () => {
    const forger = await openCityHall(world.chain)
    try {
      expect(await verdictOf({ from: forger })).toMatchObject(refused('issuer-untrusted'))
    } finally {
      await forger.close()
    }
  })

  test('a credential whose time is over', async () => {
    let now = new Date()
    const store = createMemorySessionStore({ now: () => now })
    const later = await openLibrary({
      deployment: world.deployment,
      trustedIssuers: [cityHall.issuer.did],
      changes: {
        now: () => now,
        // It came in time, and is looked at when the service's clock has passed the credential's end.
        store: {
          ...store,
          async advance(session, from) {
            const won = await store.advance(session, from)
            if (session.phase === 'taken') now = new Date('2040-01-01T00:00:00Z')
            return won
          },
        },
      },
    })
    try {
      expect(await verdictOf({ at: later })).toMatchObject(refused('expired'))
    } finally {
      await later.close()
    }
  })

  test('a credential whose key was rotated away, once the overlap is over', { timeout: 90_000 }, async () => {
    const office = await openCityHall(world.chain)
    const shop = await openLibrary({ deployment: world.deployment, trustedIssuers: [office.issuer.did] })
    const holderOfNewest = async () => {
      const wallet = await citizen(world)
      await collect(wallet, office)
      return async () => {
        const visit = await shop.visit()
        await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
        return visit.poll()
      }
    }
    try {
      const first = await holderOfNewest()
      await office.issuer.rotateKey({ kind: 'credential', overlapSeconds: 600 })
      const second = await holderOfNewest()
      await office.issuer.rotateKey({ kind: 'credential', overlapSeconds: 1 })
      const third = await holderOfNewest()
      await expect
        .poll(second, { timeout: 60_000, interval: 1000 })
        .toMatchObject(refused('issuer-key-unknown'))
      expect(await first()).toMatchObject({ verdict: { accepted: true } })
      expect(await third()).toMatchObject({ verdict: { accepted: true } })
    } finally {
      await shop.close()
      await office.close()
    }
  })

  test('every credential while the issuer’s list cannot be fetched', async () => {
    const office = await openCityHall(world.chain)
    const shop = await openLibrary({ deployment: world.deployment, trustedIssuers: [office.issuer.did] })
    try {
      const wallet = await citizen(world)
      await collect(wallet, office)
      await office.leaveNetwork()
      const visit = await shop.visit()
      await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
      expect(await visit.poll()).toMatchObject(refused('status-unavailable'))
    } finally {
      await shop.close()
      await office.close()
    }
  })

  test('every credential while the chain cannot be asked', async () => {
    const node = await serve((request) => forward(request, world.deployment.rpcUrl))
    const shop = await openLibrary({
      deployment: { ...world.deployment, rpcUrl: node.url },
      trustedIssuers: [cityHall.issuer.did],
    })
    try {
      expect(await verdictOf({ at: shop })).toMatchObject({ verdict: { accepted: true } })
      await node.close()
      expect(await verdictOf({ at: shop })).toMatchObject(refused('chain-unreachable'))
    } finally {
      await shop.close()
    }
  })

  test('a list that a reorganised chain does not vouch for, until the issuer anchors it again', async () => {
    const wallet = await citizen(world)
    const offerId = await collect(wallet, cityHall)
    await cityHall.issuer.revoke({ ids: [offerId] })
    await world.chain.provider.request({ method: 'anvil_reorg', params: [1, []] })
    const show = async () => {
      const visit = await library.visit()
      await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
      return visit.poll()
    }
    expect(await show()).toMatchObject(refused('status-mismatch'))
    await cityHall.issuer.upkeep()
    expect(await show()).toMatchObject(refused('revoked'))
  })

  test('the same answer a second time', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const seen = library.posted.length
    const visit = await library.visit()
    await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
    const again = await post(`${library.url}/velum/response`, library.posted[seen] ?? '')
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ error: 'session-answered' })
    expect(await visit.poll()).toMatchObject({ verdict: { accepted: true } })
  })

  test('an answer replayed into the session of somebody else', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const seen = library.posted.length
    const visit = await library.visit()
    await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
    const thief = await library.visit()
    const body = new URLSearchParams(library.posted[seen])
    body.set('state', await stateOf(thief.crossDevice.link))
    await post(`${library.url}/velum/response`, body.toString())
    expect(await thief.poll()).toMatchObject(refused('wrong-challenge'))
  })
})

describe('the wallet', () => {
  test('says that the issuer cannot be reached, and the offer works later', async () => {
    const node = await serve((request) => forward(request, cityHall.issuer.url))
    await node.close()
    const wallet = await citizen(world)
    const offer = await cityHall.offer()
    const unreachable = offer
      .link()
      .replaceAll(encodeURIComponent(cityHall.issuer.url), encodeURIComponent(node.url))
    await expect(wallet.inspectOffer(unreachable)).rejects.toMatchObject({ code: 'issuer-unreachable' })
    const view = await wallet.inspectOffer(offer.link())
    await wallet.acceptOffer({ view, txCode: offer.txCode })
    expect(await wallet.credentials.list()).toHaveLength(1)
  })

  test('says that the answer was sent and its fate unknown when the service sends no CORS headers, and never sends twice', async () => {
    const shop = await openLibrary({
      deployment: world.deployment,
      trustedIssuers: [cityHall.issuer.did],
      withoutCors: true,
    })
    try {
      const wallet = await citizen(world)
      await collect(wallet, cityHall)
      const visit = await shop.visit()
      const view = await wallet.inspectRequest(visit.crossDevice.link)
      expect(await answer(wallet, view)).toEqual({ kind: 'sent-unknown' })
      await expect(answer(wallet, view)).rejects.toMatchObject({ code: 'already-answered' })
      expect(shop.posted).toHaveLength(1)
      expect(await visit.poll()).toMatchObject({ verdict: { accepted: true } })
    } finally {
      await shop.close()
    }
  })

  test('does not know the key of a service that names another’s DID', async () => {
    const wallet = await citizen(world)
    const impostor = await openLibrary({
      deployment: world.deployment,
      trustedIssuers: [cityHall.issuer.did],
    })
    try {
      const { crossDevice } = await impostor.visit()
      const borrowed = crossDevice.link.replace(
        /client_id=[^&]+/,
        `client_id=${encodeURIComponent(`decentralized_identifier:did:web:${encodeURIComponent(library.host)}`)}`,
      )
      expect(borrowed).not.toBe(crossDevice.link)
      await expect(wallet.inspectRequest(borrowed)).rejects.toMatchObject({
        code: expect.stringMatching(/^request-(mismatch|signature-invalid)$/),
      })
    } finally {
      await impostor.close()
    }
  })

  test('cannot collect an offer that was withdrawn', async () => {
    const wallet = await citizen(world)
    const offer = await cityHall.offer()
    const view = await wallet.inspectOffer(offer.link())
    await cityHall.issuer.revoke({ ids: [offer.id] })
    await expect(wallet.acceptOffer({ view, txCode: offer.txCode })).rejects.toMatchObject({
      code: 'credential-refused',
    })
    expect(await wallet.credentials.list()).toEqual([])
  })
})

/** Posts a credential under a presentation that is itself well made for this request. */
async function postForged(link: string, credential: DerivedCredential): Promise<number> {
  const { clientId: domain, nonce: challenge, state = '', responseUri, query } = await readRequest(link)
  const holderKey = await createEd25519KeyPair({ random })
  const presentation = await createPresentation({ credentials: [credential], holderKey, challenge, domain })
  const token = { [query.credentials[0].id]: [presentation] }
  const response = await post(
    responseUri,
    new URLSearchParams({ vp_token: JSON.stringify(token), state }).toString(),
  )
  return response.status
}

async function stateOf(link: string): Promise<string> {
  return (await readRequest(link)).state ?? ''
}

function readRequest(link: string) {
  const resolver = createDidResolver({ networks: [], fetch })
  return parseAuthorizationRequest({ link, fetch, resolver, now: () => new Date() })
}

function post(url: string, body: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })
}

/** Hands a request on to another server, as a proxy that can be taken away. */
async function forward(request: Request, to: string): Promise<Response> {
  const target = new URL(to)
  const url = new URL(request.url)
  url.host = target.host
  const body = request.method === 'POST' ? await request.text() : undefined
  const answered = await fetch(url, {
    method: request.method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  })
  return new Response(await answered.arrayBuffer(), { status: answered.status })
}
