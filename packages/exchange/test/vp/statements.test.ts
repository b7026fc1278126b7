import { afterEach, describe, expect, it } from 'vitest'
import {
  type AuthorizationRequestOptions,
  createQuery,
  type DcqlQuery,
  matchQuery,
  parseAuthorizationRequest,
  parseQuery,
  type RequestedStatement,
  statementsOf,
} from '../../src/index.ts'
import {
  linkByValue,
  now,
  query,
  residentId,
  residentType,
  resolver,
  startUnsignedVerifier,
  startVerifier,
} from './world.ts'

const authority = `0x${'a7'.repeat(32)}`
const scope = `0x${'5c'.repeat(32)}`
const [credential] = query.credentials

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

/** A query as it stands in a request, with statements of any form. */
const asking = (...statements: readonly unknown[]) => ({
  credentials: statements.map((list, position) => ({
    ...credential,
    id: `credential-${position}`,
    meta: { ...credential.meta, ...(list !== undefined && { statements: list }) },
  })),
})
const codeOf = (json: unknown): unknown => {
  try {
    parseQuery(json)
  } catch (error) {
    return (error as { code: unknown }).code
  }
  return 'accepted'
}

describe('the statements of a query', () => {
  const all: RequestedStatement[] = [
    { type: 'possession' },
    { type: 'pseudonym', label: 'account' },
    { type: 'pseudonym', label: 'account', scope },
    { type: 'escrow', authority, epoch: 3 },
  ]

  it('survive the parser, which drops them by itself', () => {
    const parsed = parseQuery(asking(all, undefined))
    expect(parsed.credentials.map(statementsOf)).toEqual([all, []])
  })

  it('are refused by name when one is not known', () => {
    const refusal = () => parseQuery(asking([{ type: 'range', name: 'birthDate', max: '2008-11-23' }]))
    expect(refusal).toThrow(expect.objectContaining({ code: 'statement-not-supported' }))
    expect(refusal).toThrow('range')
  })

  it('are not quoted in the refusal when the name is no name', () => {
    expect(() => parseQuery(asking([{ type: 'pay <b>now</b>' }]))).not.toThrow('<b>')
    expect(codeOf(asking([{ type: 'pay <b>now</b>' }]))).toBe('statement-not-supported')
    expect(codeOf(asking([{ type: 'constructor' }]))).toBe('statement-not-supported')
  })

  it.each([
    ['no list', { type: 'possession' }],
    ['an empty list', []],
    [
      'more than a screen shows',
      Array.from({ length: 9 }, (_, i) => ({ type: 'pseudonym', label: `l${i}` })),
    ],
    ['no object', ['possession']],
    ['no type', [{ label: 'account' }]],
    ['a member too many', [{ type: 'possession', label: 'account' }]],
    ['a pseudonym without a label', [{ type: 'pseudonym' }]],
    ['a label with a space', [{ type: 'pseudonym', label: 'my account' }]],
    ['a label of 65 letters', [{ type: 'pseudonym', label: 'a'.repeat(65) }]],
    ['a scope that is no identifier', [{ type: 'pseudonym', label: 'account', scope: '0x12' }]],
    ['an authority in capitals', [{ type: 'escrow', authority: `0x${'A7'.repeat(32)}`, epoch: 1 }]],
    ['an escrow without an epoch', [{ type: 'escrow', authority }]],
    ['an epoch that is no whole number', [{ type: 'escrow', authority, epoch: 1.5 }]],
    ['the same twice', [{ type: 'possession' }, { type: 'possession' }]],
    [
      'two authorities for one credential',
      [
        { type: 'escrow', authority, epoch: 1 },
        { type: 'escrow', authority: scope, epoch: 1 },
      ],
    ],
  ])('are refused when there is %s', (_, statements) => {
    expect(codeOf(asking(statements))).toBe('statement-malformed')
  })

  const escrow = (epoch: number) => [{ type: 'escrow', authority, epoch }]
  const same = [{ type: 'same-holder' }]
  it.each([
    ['one authority for two credentials', [escrow(1), escrow(1)], 'accepted'],
    ['two epochs of one authority', [escrow(1), escrow(2)], 'query-not-supported'],
    ['a same-holder proof of two credentials', [same, same], 'accepted'],
    ['a same-holder proof of one credential', [same], 'query-not-supported'],
    ['a same-holder proof beside a credential that proves nothing', [same, same, undefined], 'accepted'],
    [
      'a same-holder proof that leaves out a credential which proves something',
      [same, same, [{ type: 'possession' }]],
      'query-not-supported',
    ],
  ])('as %s: %3$s', (_, lists, outcome) => {
    expect(codeOf(asking(...lists))).toBe(outcome)
  })

  it('may be all that is asked for: then the query names no claim, and a credential answers with none', () => {
    const asked = createQuery([
      { id: 'q', types: [residentType], required: [], statements: [{ type: 'pseudonym', label: 'account' }] },
    ])
    expect(asked.credentials[0].claims).toBeUndefined()
    const [match] = matchQuery({
      query: asked,
      credentials: [{ id: 'c', credential: residentId({ region: 'North' }) }],
    })
    expect(match).toMatchObject({
      required: [],
      optional: [],
      candidates: [{ credentialId: 'c', answers: [[]] }],
    })
  })

  it('leave the marker of bound credentials free to ask for, which every presentation of them shows', () => {
    const { claim_sets: _, ...plain } = credential
    const asked = parseQuery({
      credentials: [{ ...plain, claims: [{ path: ['credentialSubject', 'bound'], values: [true] }] }],
    })
    const candidates = (bound: boolean) =>
      matchQuery({
        query: asked,
        credentials: [
          { id: 'c', credential: { ...residentId({}), credentialSubject: { type: 'R', bound } } },
        ],
      })[0]
    expect(candidates(true)).toMatchObject({ required: [], candidates: [{ answers: [[]] }] })
    expect(candidates(false)?.candidates).toEqual([])
  })
})

const boundQuery = createQuery([
  { id: 'bound', types: [residentType], required: ['region'], statements: [{ type: 'possession' }] },
  { id: 'plain', types: [residentType], required: ['region'] },
])

async function ask(changes: Partial<AuthorizationRequestOptions> = {}) {
  const party = await startVerifier({ query: boundQuery, ...changes })
  running.push(party)
  const parse = (clock = now) => parseAuthorizationRequest({ link: party.link, fetch, resolver, now: clock })
  return { party, parse }
}

describe('a request that asks for statements', () => {
  const minutes = (count: number) => () => new Date(now().getTime() + count * 60_000)

  it('brings them and its time to the wallet', async () => {
    const { party, parse } = await ask()
    expect(await parse()).toMatchObject({ query: boundQuery, issuedAt: now() })
    expect(party.time).toBe(Date.parse('2026-11-23T12:00:00Z') / 1000)
  })

  it.each([
    ['five minutes', minutes(5)],
    ['minus five minutes', minutes(-5)],
  ])('is taken at a clock that is off by %s', async (_, clock) => {
    const { parse } = await ask()
    expect(await parse(clock)).toMatchObject({ query: boundQuery })
  })

  it.each([
    ['more than five minutes fast', () => new Date(now().getTime() + 300_001)],
    ['more than five minutes slow', () => new Date(now().getTime() - 300_001)],
  ])('is refused at a clock that is %s', async (_, clock) => {
    const { parse } = await ask()
    await expect(parse(clock)).rejects.toMatchObject({ code: 'request-time-off' })
  })

  it('is refused when it does not say when it was made', async () => {
    const link = linkByValue(boundQuery)
    await expect(parseAuthorizationRequest({ link, fetch, resolver, now })).rejects.toMatchObject({
      code: 'request-time-off',
    })
  })

  it('has its time without a signature too', async () => {
    const party = await startUnsignedVerifier()
    running.push(party)
    expect(await parseAuthorizationRequest({ link: party.link, fetch, resolver, now })).toMatchObject({
      issuedAt: now(),
    })
  })
})

const transaction = {
  description: { en: 'Open an account at Harbour Bank.', zh: '在海港银行开户。' },
  reference: 'A-2026-118',
}
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a transaction', () => {
  it('reaches the wallet with its text, and with the hash of what was sent', async () => {
    const { party, parse } = await ask({ transaction })
    const sent = encode({ type: 'velum-transaction-1', credential_ids: ['bound'], ...transaction })
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sent)))
    expect(party).toMatchObject({ transaction: sent, transactionHash: hash })
    expect((await parse()).transaction).toEqual({ ...transaction, queryIds: ['bound'], hash })
  })

  it('is not asked for without a statement that could take it up', async () => {
    await expect(startVerifier({ transaction })).rejects.toMatchObject({ code: 'transaction-malformed' })
  })

  const data = {
    type: 'velum-transaction-1',
    credential_ids: ['bound'],
    description: transaction.description,
  }
  const described = (changes: object) => ({ ...data, description: { ...data.description, ...changes } })
  const outcome = async (entries: unknown, asked: DcqlQuery = boundQuery): Promise<unknown> => {
    const link = linkByValue(asked, { transaction_data: JSON.stringify(entries) })
    return parseAuthorizationRequest({ link, fetch, resolver, now }).catch((error) => error)
  }

  it('of another type is refused by its name', async () => {
    const refusal = await outcome([encode({ ...data, type: 'payment' })])
    expect(refusal).toMatchObject({
      code: 'transaction-not-supported',
      message: expect.stringContaining('payment'),
    })
  })

  it('has one spelling: in any other, two parsers could read two transactions', async () => {
    const text = JSON.stringify(data)
    const spelled = (changed: string) => [Buffer.from(changed).toString('base64url')]
    // This request has no time, which is looked at after the transaction.
    expect(await outcome(spelled(text))).toMatchObject({ code: 'request-time-off' })
    const sale = '"description":{"en":"Sell my house to Mallory","zh":"把我的房子卖给马洛里"},"description"'
    const { type, credential_ids, description } = data
    for (const changed of [
      text.replace('"description"', sale),
      ` ${text}`,
      text.replace(':', ': '),
      text.replace('Open', '\\u004fpen'),
      JSON.stringify({ credential_ids, type, description }),
    ]) {
      expect(JSON.parse(changed)).toEqual(data)
      expect(await outcome(spelled(changed))).toMatchObject({ code: 'transaction-malformed' })
    }
  })

  it.each([
    ['two of them', [encode(data), encode(data)], 'transaction-not-supported'],
    ['none', [], 'transaction-malformed'],
    ['no JSON', ['bm8'], 'transaction-malformed'],
    ['a member that is not known', [encode({ ...data, amount: 3 })], 'transaction-malformed'],
    ['a text in one language', [encode({ ...data, description: { en: 'Yes' } })], 'transaction-malformed'],
    [
      'a text longer than a screen',
      [encode({ ...data, description: { en: 'x'.repeat(501), zh: '好' } })],
      'transaction-malformed',
    ],
    ['a reference that is no text', [encode({ ...data, reference: 7 })], 'transaction-malformed'],
    [
      'a text that only English readers can read',
      [encode(described({ zh: '\u200b' }))],
      'transaction-malformed',
    ],
    ['a text of dots alone', [encode(described({ en: '…' }))], 'transaction-malformed'],
    ['an amount turned around', [encode(described({ en: 'Pay \u202e0001\u202c' }))], 'transaction-malformed'],
    ['a text pushed off the screen', [encode(described({ en: 'Yes.\n\n\nNo.' }))], 'transaction-malformed'],
    ['half a character', [encode(described({ en: 'Yes \ud83d' }))], 'transaction-malformed'],
    ['a NUL', [encode(described({ en: 'Yes\u0000' }))], 'transaction-malformed'],
    ['a reference that shows nothing', [encode({ ...data, reference: '\u2066' })], 'transaction-malformed'],
    ['no credential', [encode({ ...data, credential_ids: [] })], 'transaction-malformed'],
    [
      'a credential nobody asks for',
      [encode({ ...data, credential_ids: ['bound', 'x'] })],
      'transaction-malformed',
    ],
    [
      'a credential without a statement',
      [encode({ ...data, credential_ids: ['plain'] })],
      'query-not-supported',
    ],
  ])('with %s is refused', async (_, entries, code) => {
    expect(await outcome(entries)).toMatchObject({ code })
  })
})
