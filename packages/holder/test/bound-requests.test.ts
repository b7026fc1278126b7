import { type BoundPresentation, boundResidentIdTemplate, vocabularyIri } from '@velum/credential'
import { createQuery, type DcqlQuery, type RequestedStatement } from '@velum/exchange'
import type { RequestView, Wallet } from '@velum/holder'
import { createAccount } from '@velum/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { resolverOn, startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { requireStandard } from '../../../e2e/support/published-libraries.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { startBoundIssuer, type TestBoundIssuer } from './support/test-bound-issuer.ts'
import { random, startIssuer, type TestIssuer } from './support/test-issuer.ts'
import {
  type Question,
  residencyQuery,
  residentTypes,
  startService,
  type TestService,
} from './support/test-service.ts'
import { newWallet, type TestWorld } from './support/test-wallet.ts'
import { verifyAnswer } from './support/verify-answer.ts'

let chain: TestChain
let authority: TestAuthority
let issuer: TestBoundIssuer
let plainIssuer: TestIssuer
let service: TestService
let otherService: TestService
beforeAll(async () => {
  chain = await startTestChain()
  authority = await startAuthority(chain)
  issuer = await startBoundIssuer(chain, authority)
  await issuer.publishProfile()
  plainIssuer = await startIssuer(chain)
  service = await startService()
  otherService = await startService()
})
beforeEach(() => {
  service.answers.length = 0
  otherService.answers.length = 0
})
afterAll(async () => {
  for (const running of [service, otherService, issuer, plainIssuer, chain]) await running?.stop()
})

const boundTypes = [
  'https://www.w3.org/2018/credentials#VerifiableCredential',
  vocabularyIri(boundResidentIdTemplate.type),
]
const pseudonym: RequestedStatement = { type: 'pseudonym', label: 'account' }
const escrow = (): RequestedStatement => ({
  type: 'escrow',
  authority: authority.id,
  epoch: authority.current.epoch,
})

const asking = (...statements: RequestedStatement[]): DcqlQuery =>
  createQuery([{ id: 'bound', types: boundTypes, required: ['region'], statements }])

async function walletWithBoundCard(changes: Partial<TestWorld> = {}) {
  const made = await newWallet({ ...chain, ...changes })
  await collectBound(made.wallet)
  return made
}

async function collectBound(wallet: Wallet, claims = resident): Promise<string> {
  const { toConfirm } = await wallet.acceptOffer({ view: await wallet.inspectOffer(issuer.offer(claims)) })
  if (toConfirm === undefined) throw new TypeError('nothing to confirm')
  const { credentials } = await wallet.confirmBinding({ view: toConfirm, publish: false })
  return credentials[0]?.card.id ?? ''
}

/** Answers with these cards, or else with the best candidate of every query. */
function answer(wallet: Wallet, view: RequestView, cards: readonly string[] = []) {
  const selection = Object.fromEntries(
    view.queries.map(({ queryId, candidates }, position) => [
      queryId,
      { credentialId: cards[position] ?? candidates[0]?.credential.id ?? '', optionalClaims: [] },
    ]),
  )
  return wallet.answerRequest({ view, selection })
}

/** Asks, lets the wallet answer, and verifies what came against what was asked. */
async function shown(
  wallet: Wallet,
  options: Question & { query: DcqlQuery; at?: TestService; cards?: readonly string[] },
) {
  const { at = service, cards, ...question } = options
  const asked = await at.question(question)
  const view = await wallet.inspectRequest(asked.link)
  expect(await answer(wallet, view, cards)).toMatchObject({ kind: 'delivered' })
  const vpToken = JSON.parse(at.answers.at(-1)?.get('vp_token') ?? '{}') as Record<string, object[]>
  const presentations = question.query.credentials.map(({ id }) => vpToken[id]?.[0])
  for (const one of new Set(presentations)) {
    await requireStandard(one as BoundPresentation, { resolver: resolverOn(chain.chain), now: new Date() })
  }
  const [presentation] = presentations
  const verdict = await verifyAnswer({
    ...{ chain: chain.chain, asked, presentation, query: question.query },
    trustedIssuers: [issuer.did, plainIssuer.did],
  })
  return { asked, view, vpToken, presentation, presentations, verdict }
}

describe('a request for statements', () => {
  test('shows what would be proved, by the chain’s word, and for which transaction', async () => {
    const { wallet } = await walletWithBoundCard()
    const transaction = { description: { en: 'Open an account.', zh: '开户。' }, reference: 'A-118' }
    const query = asking({ type: 'possession' }, pseudonym, escrow())
    const view = await wallet.inspectRequest(await service.ask({ query, transaction }))
    expect(view).toMatchObject({ answerable: true, transaction, problems: [] })
    expect(view.queries[0]?.statements).toEqual([
      { type: 'possession' },
      {
        type: 'pseudonym',
        label: 'account',
        pseudonym: expect.stringMatching(/^[\w-]{64}$/),
        short: expect.stringMatching(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/),
        alsoShownTo: [],
      },
      {
        type: 'escrow',
        authorityId: authority.id,
        authority: { id: authority.id, name: 'Harbourtown Court', threshold: 2, trustees: 3, epoch: 1 },
      },
    ])
    expect(structuredClone(view)).toEqual(view)
  })

  test('is answered with the very pseudonym that the holder was shown, and with everything that was asked', async () => {
    const { wallet } = await walletWithBoundCard()
    const transaction = { description: { en: 'Open an account.', zh: '开户。' } }
    const query = asking(pseudonym, escrow())
    const { view, verdict } = await shown(wallet, { query, transaction })
    const [statement] = view.queries[0]?.statements ?? []
    const own = statement?.type === 'pseudonym' ? statement.pseudonym : undefined
    expect(verdict).toMatchObject({
      accepted: true,
      holderBinding: 'possession',
      pseudonyms: [[{ label: 'account', pseudonym: own }]],
      escrow: { authority: { id: authority.id, epoch: 1 }, credentials: [0] },
    })
    expect(await wallet.history.list()).toMatchObject([
      {
        outcome: 'delivered',
        transaction,
        bound: {
          presentationId: verdict.accepted ? verdict.presentationId : '',
          pseudonyms: [{ label: 'account', pseudonym: own }],
          escrow: { id: authority.id, name: 'Harbourtown Court', epoch: 1 },
          sameHolder: false,
        },
      },
    ])
  })

  test('that asks for nothing to be proved still gets possession from a bound card', async () => {
    const { wallet } = await walletWithBoundCard()
    const query = createQuery([{ id: 'bound', types: boundTypes, required: ['region'] }])
    const { verdict, view } = await shown(wallet, { query })
    expect(view.queries[0]?.statements).toEqual([])
    expect(verdict).toMatchObject({ accepted: true, holderBinding: 'possession', pseudonyms: [[]] })
  })

  test('may want no claim at all: an account under a pseudonym and nothing else', async () => {
    const { wallet } = await walletWithBoundCard()
    const query = createQuery([{ id: 'bound', types: boundTypes, required: [], statements: [pseudonym] }])
    const { verdict } = await shown(wallet, { query })
    expect(verdict).toMatchObject({ accepted: true, credentials: [{ claims: {} }] })
  })
})

describe('a pseudonym', () => {
  const nameIn = (view: RequestView) => {
    const [statement] = view.queries[0]?.statements ?? []
    if (statement?.type !== 'pseudonym') throw new TypeError('no pseudonym')
    return statement
  }

  test('is the same at each visit, and the second time the holder is told so', async () => {
    const { wallet } = await walletWithBoundCard()
    const first = await shown(wallet, { query: asking(pseudonym) })
    expect(nameIn(first.view).lastShownAt).toBeUndefined()
    const second = await shown(wallet, { query: asking(pseudonym) })
    expect(nameIn(second.view)).toMatchObject({
      pseudonym: nameIn(first.view).pseudonym,
      lastShownAt: (await wallet.history.list()).at(-1)?.at,
    })
    expect(first.verdict).toMatchObject({ accepted: true })
    expect(second.verdict).toMatchObject({
      pseudonyms: first.verdict.accepted ? first.verdict.pseudonyms : [],
    })
  })

  test('is another one for another purpose, at another service and for another holder', async () => {
    const { wallet } = await walletWithBoundCard()
    const stranger = (await walletWithBoundCard()).wallet
    const other: RequestedStatement = { type: 'pseudonym', label: 'newsletter' }
    const views = [
      await wallet.inspectRequest(await service.ask({ query: asking(pseudonym) })),
      await wallet.inspectRequest(await service.ask({ query: asking(other) })),
      await wallet.inspectRequest(await otherService.ask({ query: asking(pseudonym) })),
      await stranger.inspectRequest(await service.ask({ query: asking(pseudonym) })),
    ]
    expect(new Set(views.map((view) => nameIn(view).pseudonym)).size).toBe(4)
    expect(new Set(views.map((view) => nameIn(view).short)).size).toBe(4)
  })

  test('goes on with a new credential of the same wallet', async () => {
    const { wallet } = await walletWithBoundCard()
    const before = await shown(wallet, { query: asking(pseudonym) })
    const [card] = await wallet.credentials.list()
    await wallet.credentials.delete(card?.id ?? '')
    await collectBound(wallet)
    const after = await shown(wallet, { query: asking(pseudonym) })
    expect(after.verdict).toMatchObject({ accepted: true })
    expect(nameIn(after.view).pseudonym).toBe(nameIn(before.view).pseudonym)
  })

  test('is shared only in a scope that the registry names, and the holder is told with whom', async () => {
    const { wallet } = await walletWithBoundCard()
    const scope = `0x${Buffer.from(random(32)).toString('hex')}`
    const shared: RequestedStatement = { type: 'pseudonym', label: 'account', scope }
    const unknown = await wallet.inspectRequest(await service.ask({ query: asking(shared) }))
    expect(unknown).toMatchObject({ answerable: false })
    expect(unknown.queries[0]?.problems).toEqual([{ code: 'scope-unknown', label: 'account' }])
    await expect(answer(wallet, unknown)).rejects.toMatchObject({ code: 'scope-unknown' })

    await chain.chain.trustRegistry.defineScope({
      account: createAccount(chain.fundedSecretKey),
      scopeId: Uint8Array.from(Buffer.from(scope.slice(2), 'hex')),
      name: 'Harbourtown libraries',
      clientIds: [service, otherService].map(({ did }) => `decentralized_identifier:${did}`),
    })
    const one = await shown(wallet, { query: asking(shared) })
    const other = await shown(wallet, { query: asking(shared), at: otherService })
    expect(one.verdict).toMatchObject({ accepted: true })
    expect(other.verdict).toMatchObject({ accepted: true })
    expect(nameIn(other.view)).toMatchObject({
      pseudonym: nameIn(one.view).pseudonym,
      alsoShownTo: [service.host],
    })
    expect(nameIn(other.view).lastShownAt).toBeUndefined()
  })
})

describe('several credentials', () => {
  test('stand in one presentation under every query as soon as one of them is bound', async () => {
    const { wallet } = await walletWithBoundCard()
    await wallet.acceptOffer({ view: await wallet.inspectOffer(plainIssuer.offer().link) })
    const [plain] = residencyQuery.credentials
    const [bound] = asking(pseudonym).credentials
    const { presentations, vpToken, verdict } = await shown(wallet, {
      query: { credentials: [plain, bound] },
    })
    expect(Object.keys(vpToken)).toEqual(['resident', 'bound'])
    expect(presentations[1]).toEqual(presentations[0])
    expect(verdict).toMatchObject({
      accepted: true,
      holderBinding: 'none',
      credentials: [{ type: 'ResidentIdCredential' }, { type: 'BoundResidentIdCredential' }],
      pseudonyms: [[], [{ label: 'account' }]],
    })
  })

  test('are shown to belong to one wallet', async () => {
    const { wallet } = await walletWithBoundCard()
    const [first] = await wallet.credentials.list()
    const moved = await collectBound(wallet, { ...resident, region: 'Hill Country', regionCode: '310102' })
    const wish = { types: boundTypes, required: ['region'], statements: [{ type: 'same-holder' as const }] }
    const query = createQuery([
      { ...wish, id: 'one' },
      { ...wish, id: 'other' },
    ])
    const asked = await wallet.inspectRequest(await service.ask({ query }))
    const refusal = await answer(wallet, asked, [moved, moved]).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'credential-repeated' })
    expect(service.answers).toEqual([])

    const cards = [first?.id ?? '', moved]
    const { verdict, view } = await shown(wallet, { query, cards })
    expect(view.queries.map(({ statements }) => statements)).toEqual([
      [{ type: 'same-holder' }],
      [{ type: 'same-holder' }],
    ])
    expect(verdict).toMatchObject({ accepted: true, holderBinding: 'possession' })
    expect((await wallet.history.list())[0]).toMatchObject({ bound: { sameHolder: true } })
  })
})

describe('a request for statements is not answerable, and says why, when', () => {
  async function problems(wallet: Wallet, question: Question) {
    const view = await wallet.inspectRequest(await service.ask(question))
    expect(view.answerable).toBe(false)
    const refusal = await answer(wallet, view).catch((error: unknown) => error)
    expect(service.answers).toEqual([])
    return { query: view.queries[0]?.problems, candidates: view.queries[0]?.candidates, refusal }
  }

  test('the card is not bound', async () => {
    const { wallet } = await newWallet(chain)
    await wallet.acceptOffer({ view: await wallet.inspectOffer(plainIssuer.offer().link) })
    const query = createQuery([
      { id: 'plain', types: residentTypes, required: ['region'], statements: [{ type: 'possession' }] },
    ])
    const found = await problems(wallet, { query })
    expect(found.candidates).toMatchObject([{ usable: false, problems: [{ code: 'binding-missing' }] }])
    expect(found.refusal).toMatchObject({ code: 'credential-not-usable' })
  })

  test('what binds the card is not in the wallet, even if nothing is to be proved', async () => {
    const { wallet, vault } = await walletWithBoundCard()
    const [card] = await wallet.credentials.list()
    await vault.delete({ name: 'bindings' }, card?.id ?? '')
    const query = createQuery([{ id: 'bound', types: boundTypes, required: ['region'] }])
    const found = await problems(wallet, { query })
    expect(found.candidates).toMatchObject([{ usable: false, problems: [{ code: 'binding-missing' }] }])
  })

  test('nobody has signed it and it asks for a pseudonym', async () => {
    const { wallet } = await walletWithBoundCard()
    const found = await problems(wallet, { query: asking(pseudonym), signed: false })
    expect(found.query).toEqual([{ code: 'request-unsigned' }])
    expect(found.refusal).toMatchObject({ code: 'request-unsigned' })
  })

  test('nobody has signed it and it asks for a sealed name', async () => {
    const { wallet } = await walletWithBoundCard()
    const found = await problems(wallet, { query: asking(escrow()), signed: false })
    expect(found.query).toEqual([{ code: 'request-unsigned' }])
  })

  test('the chain does not know the authority', async () => {
    const { wallet } = await walletWithBoundCard()
    const unknown = `0x${'ee'.repeat(32)}`
    const query = asking({ type: 'escrow', authority: unknown, epoch: 1 })
    const found = await problems(wallet, { query })
    expect(found.query).toEqual([{ code: 'authority-not-current', authority: unknown }])
    expect(found.refusal).toMatchObject({ code: 'authority-not-current' })
  })

  test('the record of the card is sealed for another authority', async () => {
    const { wallet } = await walletWithBoundCard()
    const other = await startAuthority({ ...chain, name: 'Another court' })
    const query = asking({ type: 'escrow', authority: other.id, epoch: 1 })
    const found = await problems(wallet, { query })
    expect(found.candidates).toMatchObject([{ usable: false, problems: [{ code: 'authority-differs' }] }])
    expect(found.refusal).toMatchObject({ code: 'credential-not-usable' })
  })

  test('the epoch is not the newest, also when it was when the holder looked', async () => {
    const { wallet } = await walletWithBoundCard()
    const query = asking(escrow())
    const view = await wallet.inspectRequest(await service.ask({ query }))
    expect(view.answerable).toBe(true)
    await authority.renew()
    await expect(answer(wallet, view)).rejects.toMatchObject({ code: 'epoch-not-current' })
    const found = await problems(wallet, { query })
    expect(found.query).toEqual([{ code: 'epoch-not-current', authority: authority.id }])
  })

  test('its time is not now', async () => {
    let now = new Date()
    const { wallet } = await walletWithBoundCard({ now: () => now })
    const expiresAt = new Date(now.getTime() + 3_600_000)
    const view = await wallet.inspectRequest(await service.ask({ query: asking(pseudonym), expiresAt }))
    now = new Date(now.getTime() + 301_000)
    await expect(answer(wallet, view)).rejects.toMatchObject({ code: 'request-time-off' })
    const link = await service.ask({
      query: asking(pseudonym),
      expiresAt,
      issuedAt: new Date(now.getTime() + 302_000),
    })
    await expect(wallet.inspectRequest(link)).rejects.toMatchObject({ code: 'request-time-off' })
    expect(service.answers).toEqual([])
  })
})

describe('a verifier that does not name the cryptosuite of bindings', () => {
  test('gets a one-time proof beside it', async () => {
    const { wallet } = await walletWithBoundCard()
    const { link } = await service.question({ query: asking(pseudonym) })
    const view = await wallet.inspectRequest(link)
    const request = { ...view.request, cryptosuites: ['bbs-2023', 'eddsa-rdfc-2022'] }
    await answer(wallet, { ...view, request })
    const { bound } = JSON.parse(service.answers[0]?.get('vp_token') ?? '{}')
    await requireStandard(bound[0], { resolver: resolverOn(chain.chain), now: new Date() })
    expect(bound[0].proof).toMatchObject([
      { cryptosuite: 'velum-binding-2026' },
      { cryptosuite: 'eddsa-rdfc-2022', verificationMethod: expect.stringMatching(/^did:key:/) },
    ])
  })
})
