import { afterEach, describe, expect, it } from 'vitest'
import {
  type AuthorizationRequest,
  createAuthorizationRefusal,
  createAuthorizationResponse,
  createQuery,
  parseAuthorizationRequest,
  parseAuthorizationResponse,
  postAuthorizationResponse,
  selectPresentations,
} from '../../src/index.ts'
import { now, query, residentType, resolver, startVerifier } from './world.ts'

const presentation = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
}
const presentations = { 'resident-id': [presentation] } as const

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

async function asked() {
  const party = await startVerifier()
  running.push(party)
  const request = await parseAuthorizationRequest({ link: party.link, fetch, resolver, now })
  return { party, request }
}

const respond = (request: AuthorizationRequest) => createAuthorizationResponse({ request, presentations })

describe('posting an answer', () => {
  it('delivers exactly what the verifier parses back, and says where to go next', async () => {
    const { party, request } = await asked()
    party.state.answer = () => Response.json({ redirect_uri: 'https://library.example/welcome?code=1' })
    const outcome = await postAuthorizationResponse({ response: respond(request), fetch })
    expect(outcome).toEqual({ status: 'delivered', redirectUri: 'https://library.example/welcome?code=1' })

    const received = parseAuthorizationResponse(party.received[0]?.body ?? '')
    expect(received).toMatchObject({ kind: 'presentations', state: 'state-of-this-request' })
    const vpToken = received.kind === 'presentations' ? received.vpToken : ''
    expect(selectPresentations({ vpToken, query })).toEqual(new Map([['resident-id', presentation]]))
  })

  it('is a request that browsers send without a preflight, with no cookie and no referrer', async () => {
    const { request } = await asked()
    const calls: RequestInit[] = []
    const spy: typeof fetch = async (_, init) => {
      calls.push(init ?? {})
      return new Response('{}')
    }
    await postAuthorizationResponse({ response: respond(request), fetch: spy })
    expect(calls).toEqual([
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: expect.any(String),
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      },
    ])
  })

  it('tells the refusal of the verifier', async () => {
    const { party, request } = await asked()
    party.state.answer = () => Response.json({ error: 'session-answered' }, { status: 409 })
    expect(await postAuthorizationResponse({ response: respond(request), fetch })).toEqual({
      status: 'refused',
      httpStatus: 409,
      error: 'session-answered',
    })
  })

  it('says "sent, answer unknown" where a browser may not read the answer, and never sends twice', async () => {
    const { party, request } = await asked()
    // What a browser does with a verifier that sends no CORS headers: the request goes out, the answer is withheld.
    const browserFetch: typeof fetch = async (input, init) => {
      await fetch(input, init)
      throw new TypeError('Failed to fetch')
    }
    const response = respond(request)
    expect(await postAuthorizationResponse({ response, fetch: browserFetch })).toEqual({
      status: 'sent-unknown',
    })
    await expect(postAuthorizationResponse({ response, fetch: browserFetch })).rejects.toMatchObject({
      code: 'response-already-sent',
    })
    expect(party.received).toHaveLength(1)
  })

  it('says "sent, answer unknown" when the connection breaks', async () => {
    const { party, request } = await asked()
    await party.close()
    expect(await postAuthorizationResponse({ response: respond(request), fetch })).toEqual({
      status: 'sent-unknown',
    })
  })

  it('does not carry the claims on to where the verifier redirects', async () => {
    const { party, request } = await asked()
    const elsewhere = await startVerifier()
    running.push(elsewhere)
    party.state.answer = () =>
      new Response(null, { status: 307, headers: { location: `${elsewhere.url}/response` } })
    expect(await postAuthorizationResponse({ response: respond(request), fetch })).toEqual({
      status: 'sent-unknown',
    })
    expect(elsewhere.received).toEqual([])
  })

  it.each([['javascript:alert(1)'], ['http://library.example/'], ['not an address'], [7]])(
    'does not go on to %s',
    async (redirect) => {
      const { party, request } = await asked()
      party.state.answer = () => Response.json({ redirect_uri: redirect })
      expect(await postAuthorizationResponse({ response: respond(request), fetch })).toEqual({
        status: 'delivered',
      })
    },
  )

  it('tells the verifier that the holder declined', async () => {
    const { party, request } = await asked()
    await postAuthorizationResponse({ response: createAuthorizationRefusal({ request }), fetch })
    expect(parseAuthorizationResponse(party.received[0]?.body ?? '')).toEqual({
      kind: 'refusal',
      state: 'state-of-this-request',
      error: 'access_denied',
    })
  })
})

describe('reading an answer', () => {
  it.each([
    ['no state', 'vp_token=%7B%7D'],
    ['neither presentations nor an error', 'state=s'],
    ['both presentations and an error', 'state=s&vp_token=%7B%7D&error=access_denied'],
    ['two states', 'state=s&state=t&vp_token=%7B%7D'],
  ])('refuses one with %s', (_, body) => {
    expect(() => parseAuthorizationResponse(body)).toThrow(
      expect.objectContaining({ code: 'response-malformed' }),
    )
  })

  const nested = (levels: number) => `{"resident-id":[{"x":${'['.repeat(levels)}${']'.repeat(levels)}}]}`
  const select = (value: unknown) => selectPresentations({ vpToken: JSON.stringify(value), query })

  it.each([
    ['no JSON', () => selectPresentations({ vpToken: '{', query }), 'response-malformed'],
    ...[40, 5000, 100_000].map((levels): [string, () => unknown, string] => [
      `${levels} levels`,
      () => selectPresentations({ vpToken: nested(levels), query }),
      'response-malformed',
    ]),
    ['an array', () => select([presentation]), 'response-malformed'],
    ['a bare presentation', () => select({ 'resident-id': presentation }), 'response-malformed'],
    ['a text', () => select({ 'resident-id': ['eyJ'] }), 'response-malformed'],
    ['null', () => select({ 'resident-id': [null] }), 'response-malformed'],
    ['no presentation', () => select({}), 'presentation-missing'],
    ['an empty list', () => select({ 'resident-id': [] }), 'response-malformed'],
    [
      'two presentations',
      () => select({ 'resident-id': [presentation, presentation] }),
      'presentation-unexpected',
    ],
    [
      'one nobody asked for',
      () => select({ ...presentations, other: [presentation] }),
      'presentation-unexpected',
    ],
  ])('refuses a vp_token with %s', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code }))
  })

  const two = createQuery([
    { id: 'one', types: [residentType], required: ['region'] },
    { id: 'other', types: [residentType], required: ['region'] },
  ])
  const selectTwo = (one: object, other: object) =>
    selectPresentations({ vpToken: JSON.stringify({ one: [one], other: [other] }), query: two })

  it('sees that one presentation stands under every query', () => {
    const selected = selectTwo(presentation, presentation)
    expect(selected.get('one')).toEqual(presentation)
    expect(selected.get('other')).toBe(selected.get('one'))
  })

  it('keeps presentations apart that differ in one value', () => {
    const selected = selectTwo(presentation, { ...presentation, type: ['Another'] })
    expect(selected.get('other')).not.toBe(selected.get('one'))
    expect(selected.get('other')).toEqual({ ...presentation, type: ['Another'] })
  })
})
