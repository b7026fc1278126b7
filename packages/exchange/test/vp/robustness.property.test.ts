import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ExchangeError,
  parseAuthorizationRequest,
  parseAuthorizationResponse,
  parseQuery,
  selectPresentations,
} from '../../src/index.ts'
import { linkByValue, now, query, resolver } from './world.ts'

const unreachable: typeof fetch = async () => {
  throw new TypeError('no network')
}
const json = fc.jsonValue()

/** Runs code on hostile input: it may succeed or refuse with a coded error, and nothing else. */
async function refusesCleanly(act: () => unknown): Promise<void> {
  try {
    await act()
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError)
  }
}

describe('whatever comes from outside', () => {
  it('a link is parsed or refused with a code', async () => {
    const names = fc.constantFrom(
      'client_id',
      'request_uri',
      'request',
      'dcql_query',
      'nonce',
      'response_uri',
    )
    const parameters = fc.array(
      fc.tuple(
        names,
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          json.map((v) => JSON.stringify(v)),
        ),
      ),
    )
    await fc.assert(
      fc.asyncProperty(parameters, fc.boolean(), (pairs, inFragment) => {
        const search = new URLSearchParams(pairs).toString()
        const link = inFragment ? `https://wallet.example/#/request?${search}` : `openid4vp://?${search}`
        return refusesCleanly(() => parseAuthorizationRequest({ link, fetch: unreachable, resolver, now }))
      }),
    )
  })

  it('a request object is parsed or refused with a code', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    await fc.assert(
      fc.asyncProperty(json, json, fc.string(), (header, payload, signature) => {
        const text = `${encode(header)}.${encode(payload)}.${signature}`
        const serve: typeof fetch = async () => new Response(text)
        const link = 'https://wallet.example/#/request?client_id=x&request_uri=https%3A%2F%2Fa.example%2Fr'
        return refusesCleanly(() => parseAuthorizationRequest({ link, fetch: serve, resolver, now }))
      }),
    )
  })

  it('a query is parsed or refused with a code', async () => {
    await fc.assert(fc.asyncProperty(json, (value) => refusesCleanly(() => parseQuery(value))))
    const credential = fc.record({
      id: json,
      format: fc.constant('ldp_vc'),
      meta: json,
      claims: json,
      claim_sets: json,
    })
    const credentials = fc.array(credential).map((list) => ({ credentials: list }))
    await fc.assert(fc.asyncProperty(credentials, (value) => refusesCleanly(() => parseQuery(value))))
  })

  it('statements and a transaction are parsed or refused with a code', async () => {
    const [credential] = query.credentials
    const kinds = fc.constantFrom('possession', 'pseudonym', 'escrow', 'same-holder', '__proto__', 'range')
    const statement = fc.oneof(
      json,
      fc.record({ type: kinds }),
      fc.record({ type: kinds, label: json, scope: json }),
      fc.record({ type: kinds, authority: json, epoch: json }),
    )
    const lists = fc.oneof(json, fc.array(statement, { maxLength: 10 }))
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const transactions = fc.oneof(
      json,
      fc.array(fc.oneof(fc.string(), json.map(encode)), { maxLength: 2 }),
      fc
        .record({
          type: fc.constant('velum-transaction-1'),
          credential_ids: json,
          description: json,
          reference: json,
        })
        .map((value) => [encode(value)]),
    )
    await fc.assert(
      fc.asyncProperty(lists, transactions, (statements, transaction) => {
        const asked = { credentials: [{ ...credential, meta: { ...credential.meta, statements } }] }
        const link = linkByValue(asked, { transaction_data: JSON.stringify(transaction) })
        return refusesCleanly(() => parseAuthorizationRequest({ link, fetch: unreachable, resolver, now }))
      }),
      { numRuns: 300 },
    )
  })

  it('an answer is parsed or refused with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), (body) => refusesCleanly(() => parseAuthorizationResponse(body))),
    )
    await fc.assert(
      fc.asyncProperty(json, (value) =>
        refusesCleanly(() =>
          selectPresentations({ vpToken: JSON.stringify({ 'resident-id': value }), query }),
        ),
      ),
    )
  })
})
