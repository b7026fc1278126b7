import { createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escrow, pseudonym } from '../src/index.ts'
import { type BoundVisits, base, moved, startBoundVisits } from './bound-visits.ts'
import { type BoundFault, boundAnswerTo, newSecrets } from './bound-world.ts'
import { createBrowser, type TestService } from './world.ts'

let visits: BoundVisits
let chain: BoundVisits['chain']
let court: BoundVisits['court']
let issuer: BoundVisits['issuer']
let service: BoundVisits['service']
let mine: BoundVisits['mine']
let serve: BoundVisits['serve']
let visit: BoundVisits['visit']

beforeAll(async () => {
  visits = await startBoundVisits()
  ;({ chain, court, issuer, service, mine, serve, visit } = visits)
})
afterAll(() => visits?.stop())

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
    const at = await serve({
      requests: { sealed: { ...visits.requests().sealed, crossDevice: true } as never },
    })
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
