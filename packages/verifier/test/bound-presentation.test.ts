import { boundResidentIdTemplate, type Credential, residentIdTemplate } from '@velum/credential'
import { createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import { resident } from '../../../e2e/support/resident.ts'
import {
  askFor,
  createMemoryEvidenceStore,
  escrow,
  possession,
  pseudonym,
  type RequestDefinition,
  sameHolder,
  type VerifierOptions,
} from '../src/index.ts'
import {
  askForAccount,
  type BoundFault,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  newSecrets,
  startBoundIssuer,
  startCourt,
  withoutBinding,
} from './bound-world.ts'
import {
  createBrowser,
  post,
  startService,
  startTestChain,
  type TestChain,
  type TestService,
} from './world.ts'

let chain: TestChain
let court: TestAuthority
let otherCourt: TestAuthority
let issuer: BoundIssuer
let service: TestService
let mine: Held
const stores: (() => Promise<void>)[] = []

const purpose = { en: 'To know you again.', zh: '为了再次认出您。' }
const askForRegion = askFor(boundResidentIdTemplate, { required: ['region'] })
// A card that can be told from the other by what both show.
const moved = { claims: { ...resident, region: 'Hill Country', regionCode: '310102' }, index: 8 }
const base = { purpose, query: askForAccount, resultPage: '/account' }

function requests(): Record<string, RequestDefinition> {
  const sealed = { ...base, requires: [pseudonym('account'), escrow(court.id)] }
  return {
    plain: { ...base, resultPage: '/account' },
    proved: { ...base, requires: [possession()] },
    account: { ...base, requires: [pseudonym('account')] },
    purposes: { ...base, requires: [pseudonym('account'), pseudonym('ballot')] },
    sealed,
    elsewhere: { ...base, requires: [escrow(otherCourt.id)] },
    loan: {
      ...sealed,
      transaction: (reference) =>
        reference === 'atlas'
          ? { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。', reference }
          : undefined,
    },
    claims: { ...base, query: askFor(boundResidentIdTemplate, { required: ['region'] }) },
    both: {
      ...base,
      query: {
        credentials: [
          { ...askForRegion.credentials[0], id: 'first' },
          { ...askForRegion.credentials[0], id: 'second' },
        ],
      },
      requires: [sameHolder(), pseudonym('account', { credential: 'first' })],
    },
    beside: {
      ...base,
      query: {
        credentials: [
          ...askForAccount.credentials,
          ...askFor(residentIdTemplate, { required: ['region'] }).credentials,
        ],
      },
      requires: [pseudonym('account', { credential: 'bound-resident-id' })],
    },
  }
}

async function serve(changes: Partial<VerifierOptions> = {}): Promise<TestService> {
  const started = await startService(
    { deployment: chain.deployment, trustedIssuers: [issuer.did] },
    {
      templates: [boundResidentIdTemplate, residentIdTemplate],
      requests: requests(),
      evidence: {
        store: createMemoryEvidenceStore(),
        key: new Uint8Array(32).fill(5),
        retentionSeconds: 3600,
      },
      ...changes,
    },
  )
  stores.push(started.stop)
  return started
}

beforeAll(async () => {
  chain = await startTestChain()
  court = await startCourt(chain)
  otherCourt = await startCourt(chain, { name: 'Another Court' })
  issuer = await startBoundIssuer(chain, { authority: court })
  service = await serve()
  mine = await issuer.hold()
})
afterAll(async () => {
  for (const stop of stores) await stop()
  await issuer?.stop()
  await chain?.stop()
})

/** The whole way on one device: start, answer, come back. */
async function visit(
  body: string | object,
  options: {
    held?: readonly (Held | { credential: Credential })[]
    fault?: BoundFault
    at?: TestService
    before?: () => Promise<void>
  } = {},
) {
  const { held = [mine, mine], fault = {}, at = service } = options
  const browser = createBrowser(at)
  const started = await browser.start(typeof body === 'string' ? { request: body } : body)
  const answer = await boundAnswerTo(started.sameDevice.link, held, chain, fault)
  await options.before?.()
  const { json } = await post(answer.request, answer.body)
  const outcome = await browser.open(json.redirect_uri ?? '')
  const verdict = outcome.status === 'presented' ? outcome.verdict : undefined
  return { ...answer, started, outcome, verdict, accepted: verdict?.accepted ? verdict : undefined }
}

describe('a bound answer', () => {
  it('is accepted with a pseudonym, a presentation id and who could open it', async () => {
    const { accepted, presentationId, request } = await visit('sealed')
    expect(request.query.credentials[0].claims).toBeUndefined()
    expect(accepted).toMatchObject({
      holderBinding: 'possession',
      presentationId,
      pseudonyms: { account: expect.stringMatching(/^[\w-]{64}$/) },
      escrow: {
        authority: court.id,
        name: 'Harbourtown Court',
        epoch: court.current.epoch,
        threshold: 3,
        trustees: 5,
      },
    })
    const names = accepted?.checks.map(({ name }) => name)
    for (const name of ['authority', 'authority-epoch', 'binding', 'transcript', 'evidence-kept'])
      expect(names).toContain(name)
    expect(accepted?.checks.every(({ passed }) => passed)).toBe(true)
    expect(JSON.parse(JSON.stringify(accepted))).toEqual(accepted)
  })

  it('has one pseudonym at the services of a scope that the chain lists', async () => {
    const scope = `0x${'5c'.repeat(32)}`
    const requests = { shared: { ...base, requires: [pseudonym('account', { scope })] } }
    const services = [await serve({ requests }), await serve({ requests })]
    await chain.chain.trustRegistry.defineScope({
      account: createAccount(chain.fundedSecretKey),
      scopeId: Buffer.from(scope.slice(2), 'hex'),
      name: 'Two services',
      clientIds: services.map(({ verifier }) => `decentralized_identifier:${verifier.did}`),
    })
    const [here, there] = [
      (await visit('shared', { at: services[0] as TestService })).accepted?.pseudonyms.account,
      (await visit('shared', { at: services[1] as TestService })).accepted?.pseudonyms.account,
    ]
    expect(here).toMatch(/^[\w-]{64}$/)
    expect(there).toBe(here)
    expect((await visit('account')).accepted?.pseudonyms.account).not.toBe(here)
  })

  it('shows no claim where none was asked, and the claim where one was', async () => {
    expect((await visit('account')).accepted?.credentials['bound-resident-id']?.claims).toEqual({})
    expect((await visit('claims')).accepted?.credentials['bound-resident-id']?.claims).toEqual({
      region: 'Lantern Coast',
    })
  })

  it('has the same pseudonym at every visit, and another for another purpose, holder or service', async () => {
    const first = (await visit('purposes')).accepted?.pseudonyms
    const again = (await visit('account')).accepted?.pseudonyms
    const neighbour = await serve()
    const there = (await visit('account', { at: neighbour })).accepted?.pseudonyms
    const theirs = (await visit('account', { held: [await issuer.hold()] })).accepted?.pseudonyms
    expect(again?.account).toBe(first?.account)
    const all = [first?.account, first?.ballot, there?.account, theirs?.account]
    expect(new Set(all.filter((text) => text !== undefined)).size).toBe(4)
  })

  it('proves possession even where the request names nothing', async () => {
    const { accepted, request } = await visit('plain')
    expect(request.query.credentials[0].meta.statements).toEqual([{ type: 'possession' }])
    expect(accepted).toMatchObject({ holderBinding: 'possession', pseudonyms: {} })
    expect(accepted).not.toHaveProperty('escrow')
  })

  it('shows two credentials of one holder as one presentation', async () => {
    const secrets = newSecrets()
    const held = [await issuer.hold({ secrets }), await issuer.hold({ secrets, ...moved })]
    const { accepted } = await visit('both', { held })
    expect(Object.keys(accepted?.credentials ?? {})).toEqual(['first', 'second'])
    expect(accepted?.holderBinding).toBe('possession')
    expect(Object.keys(accepted?.pseudonyms ?? {})).toEqual(['account'])
    const questions = new Set(accepted?.checks.map(({ question }) => question))
    expect([...questions]).toEqual(['first', 'second'])
  })
})

describe('an unbound credential beside a bound one', () => {
  it('stands in the same presentation, which then is not all its holder’s', async () => {
    const held = [mine, { credential: await issuer.issue() }]
    const { accepted } = await visit('beside', { held })
    expect(accepted?.credentials['resident-id']?.claims).toEqual({ region: 'Lantern Coast' })
    expect(accepted?.pseudonyms.account).toMatch(/^[\w-]{64}$/)
    expect(accepted?.holderBinding).toBe('none')
  })

  it('does not stand in the place of the bound one', async () => {
    const held = [{ credential: await issuer.issue() }, mine]
    const { verdict } = await visit('beside', { held, fault: { claims: [], statements: [] } })
    expect(verdict).toMatchObject({ accepted: false, reason: 'binding-missing' })
  })
})

describe('a transaction', () => {
  it('is the one that the page named, and comes back word for word', async () => {
    const { accepted, request } = await visit({ request: 'loan', reference: 'atlas' })
    expect(request.transaction).toMatchObject({
      description: { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。' },
      reference: 'atlas',
    })
    expect(accepted?.transaction).toEqual({
      en: 'Borrow the Atlas, deposit 200.',
      zh: '借阅《图志》，押金 200。',
      reference: 'atlas',
    })
  })

  it('can be given where the service asks by itself', async () => {
    const transaction = { en: 'Lend a boat.', zh: '出借一条船。' }
    const session = { flow: 'cross-device', browser: 'a secret', transaction } as const
    const { link } = await service.verifier.createRequest('sealed', session)
    const answer = await boundAnswerTo(link, [mine], chain)
    const { outcome } = await service.verifier.verifyResponse(answer.body)
    expect(outcome).toMatchObject({ verdict: { accepted: true, transaction } })
  })

  it.each([{ reference: 'nothing of ours' }, {}])('is not made of what a page makes up: %j', async (wish) => {
    const response = await createBrowser(service).call('/velum/start', {
      method: 'POST',
      body: JSON.stringify({ request: 'loan', transaction: { en: 'I owe you.', zh: '我欠您。' }, ...wish }),
    })
    expect([response.status, (await response.json()).error]).toEqual([404, 'unknown-request'])
  })

  it('is refused where the holder proved another one', async () => {
    const fault: BoundFault = { context: () => ({ transactionHash: new Uint8Array(32).fill(1) }) }
    const { verdict } = await visit({ request: 'loan', reference: 'atlas' }, { fault })
    expect(verdict).toMatchObject({ accepted: false, reason: 'transcript-mismatch' })
  })
})

describe('a question that can be opened to a name', () => {
  it('is asked on the same device only, since a code can be relayed', async () => {
    const started = await createBrowser(service).start({ request: 'sealed' })
    expect(started.sameDevice.link).toContain('request_uri')
    expect(started.crossDevice).toBeUndefined()
    const open = await createBrowser(service).start({ request: 'account' })
    expect(open.crossDevice.qr.size).toBeGreaterThan(20)
  })

  it('is asked on another device where the service decides so', async () => {
    const at = await serve({ requests: { sealed: { ...requests().sealed, crossDevice: true } as never } })
    expect((await createBrowser(at).start({ request: 'sealed' })).crossDevice).toBeDefined()
  })

  it('pins the epoch that the chain has when it is asked', async () => {
    const { request } = await visit('sealed')
    expect(request.query.credentials[0].meta.statements).toEqual([
      { type: 'pseudonym', label: 'account' },
      { type: 'escrow', authority: court.id, epoch: court.current.epoch },
    ])
  })

  it('is not asked for an authority that the chain does not recognise', async () => {
    const errors: unknown[] = []
    const nobody = { ...base, requires: [escrow(`0x${'00'.repeat(32)}`)] }
    const at = await serve({ requests: { sealed: nobody }, onError: (error) => errors.push(error) })
    const response = await createBrowser(at).call('/velum/start', {
      method: 'POST',
      body: JSON.stringify({ request: 'sealed' }),
    })
    expect([response.status, (await response.json()).error]).toEqual([503, 'authority-unknown'])
    expect(errors).toEqual([expect.objectContaining({ code: 'authority-unknown' })])
  })

  it('is not asked for a scope that does not name this service', async () => {
    const at = await serve({
      requests: { shared: { ...base, requires: [pseudonym('a', { scope: `0x${'12'.repeat(32)}` })] } },
    })
    const session = { flow: 'same-device', browser: 'a secret' } as const
    await expect(at.verifier.createRequest('shared', session)).rejects.toMatchObject({
      code: 'scope-unknown',
    })
  })

  it('is not asked while the chain cannot be reached', async () => {
    const deployment = { ...chain.deployment, rpcUrl: 'http://localhost:9' }
    const at = await serve({ deployment })
    const session = { flow: 'same-device', browser: 'a secret' } as const
    await expect(at.verifier.createRequest('sealed', session)).rejects.toMatchObject({
      code: 'chain-unreachable',
    })
  })
})

describe('a bound answer is refused', () => {
  const cases: [string, string, string, BoundFault][] = [
    ['without the proof of its binding', 'sealed', 'binding-missing', { change: withoutBinding }],
    ['without it, although nothing was required', 'plain', 'binding-missing', { change: withoutBinding }],
    ['without the pseudonym', 'account', 'statement-missing', { statements: [] }],
    [
      'without the escrow',
      'sealed',
      'statement-missing',
      { statements: [{ type: 'pseudonym', label: 'account' }] },
    ],
    [
      'with a statement that nobody asked for',
      'proved',
      'statement-missing',
      { statements: [{ type: 'pseudonym', label: 'account' }] },
    ],
    [
      'with a pseudonym of another label',
      'account',
      'transcript-mismatch',
      { statements: [{ type: 'pseudonym', label: 'ballot' }] },
    ],
    [
      'with the pseudonym of a scope',
      'account',
      'transcript-mismatch',
      { statements: [{ type: 'pseudonym', label: 'account', scope: new Uint8Array(32) }] },
    ],
    [
      'made at another time',
      'sealed',
      'transcript-mismatch',
      { context: ({ time }) => ({ time: (time ?? 0) + 1 }) },
    ],
    ['made without a time', 'account', 'transcript-mismatch', { context: () => ({ time: null }) }],
    [
      'made for another nonce',
      'account',
      'wrong-challenge',
      { context: () => ({ challenge: 'another nonce' }) },
    ],
    [
      'made for another audience',
      'account',
      'wrong-audience',
      { context: () => ({ domain: 'decentralized_identifier:did:web:bank.example' }) },
    ],
    [
      'sealed under the key of another authority',
      'sealed',
      'transcript-mismatch',
      {
        context: ({ authority }) => ({
          authority: authority && { ...authority, key: otherCourt.current.key },
        }),
      },
    ],
    [
      'with a member that nobody asked for',
      'account',
      'unexpected-member',
      { change: (presentation) => ({ ...presentation, holder: 'did:key:z' }) },
    ],
    ['with a claim that nobody asked for', 'account', 'claims-not-asked-for', { claims: ['region'] }],
    ['without the claim that was asked for', 'claims', 'claims-missing', { claims: [] }],
  ]
  it.each(cases)('%s (%s): %s', async (_, request, reason, fault) => {
    const { verdict } = await visit(request, { fault })
    expect(verdict).toMatchObject({ accepted: false, reason })
    expect(verdict?.checks.filter(({ passed }) => !passed)).toHaveLength(1)
  })

  it('sealed for another authority than the one that was asked for', async () => {
    const { key, epoch } = court.current
    const own = { id: Buffer.from(court.id.slice(2), 'hex'), epoch, key }
    const { verdict } = await visit('elsewhere', { fault: { context: () => ({ authority: own }) } })
    expect(verdict).toMatchObject({ accepted: false, reason: 'authority-mismatch' })
  })

  it('as two presentations where two credentials must stand in one', async () => {
    const secrets = newSecrets()
    const held = [await issuer.hold({ secrets }), await issuer.hold({ secrets })]
    const fault: BoundFault = { apart: true, context: () => ({ sameHolder: false }) }
    const { verdict } = await visit('both', { held, fault })
    expect(verdict).toMatchObject({ accepted: false, reason: 'presentations-differ' })
  })

  it('with the credentials of two people, without the proof that they are one', async () => {
    const held = [await issuer.hold(), await issuer.hold(moved)]
    const { verdict } = await visit('both', { held, fault: { context: () => ({ sameHolder: false }) } })
    expect(verdict).toMatchObject({ accepted: false, reason: 'statement-missing' })
  })

  it('with one credential, or one and its copy, where two of one holder were asked for', async () => {
    const copy = await issuer.hold({ secrets: mine.secrets, index: 8 })
    for (const held of [
      [mine, mine],
      [mine, copy],
    ]) {
      const { verdict } = await visit('both', { held })
      expect(verdict).toMatchObject({ accepted: false, reason: 'credential-repeated' })
    }
  })

  it('by whoever has a copy of the credential and made up secrets', async () => {
    const { verdict } = await visit('account', { held: [{ ...mine, secrets: newSecrets() }] })
    expect(verdict).toMatchObject({ accepted: false, reason: 'proof-invalid' })
  })

  it('of a template that its issuer has not published', async () => {
    const quiet = await startBoundIssuer(chain, { authority: court, publish: false })
    const at = await serve({ trustedIssuers: [quiet.did] })
    const { verdict } = await visit('account', { held: [await quiet.hold()], at })
    expect(verdict).toMatchObject({ accepted: false, reason: 'profile-unpublished' })
    await quiet.stop()
  })

  it('after the issuer revoked the credential', async () => {
    const held = await issuer.hold({ index: 23 })
    await issuer.revoke(23)
    expect((await visit('sealed', { held: [held] })).verdict).toMatchObject({ reason: 'revoked' })
  })
})

describe('an epoch that is renewed while a visitor answers', () => {
  it('refuses the answer as stale, and the next question pins the new epoch', async () => {
    const { verdict } = await visit('sealed', { before: () => court.renew() })
    expect(verdict).toMatchObject({ accepted: false, reason: 'epoch-stale' })
    expect((await visit('sealed')).accepted?.escrow?.epoch).toBe(court.current.epoch)
  })

  it('takes the answer within the overlap that the service states, and names the epoch it is sealed for', async () => {
    const at = await serve({ epochOverlapSeconds: 300 })
    const pinned = court.current.epoch
    const { accepted } = await visit('sealed', { at, before: () => court.renew() })
    expect(court.current.epoch).toBe(pinned + 1)
    expect(accepted?.escrow?.epoch).toBe(pinned)
  })

  it('refuses it once the overlap is over', async () => {
    let passed = 0
    const at = await serve({ epochOverlapSeconds: 60, now: () => new Date(Date.now() + passed) })
    const { verdict } = await visit('sealed', {
      at,
      before: async () => {
        await court.renew()
        passed = 61_000
      },
    })
    expect(verdict).toMatchObject({ accepted: false, reason: 'epoch-stale' })
  })

  it('refuses an answer for an authority that was withdrawn meanwhile, whatever the overlap', async () => {
    const leaving = await startCourt(chain, { name: 'A Court that leaves' })
    const own = await startBoundIssuer(chain, { authority: leaving })
    const held = await own.hold()
    const at = await serve({
      epochOverlapSeconds: 300,
      trustedIssuers: [own.did],
      requests: { sealed: { ...base, requires: [escrow(leaving.id)] } },
    })
    const { verdict } = await visit('sealed', {
      at,
      held: [held],
      before: async () => {
        await leaving.withdraw()
      },
    })
    expect(verdict).toMatchObject({ accepted: false, reason: 'authority-unknown' })
    await own.stop()
  })
})
