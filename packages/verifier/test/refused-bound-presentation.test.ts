import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escrow } from '../src/index.ts'
import { type BoundVisits, base, moved, startBoundVisits } from './bound-visits.ts'
import { type BoundFault, newSecrets, startBoundIssuer, startCourt, withoutBinding } from './bound-world.ts'

let visits: BoundVisits
let chain: BoundVisits['chain']
let court: BoundVisits['court']
let otherCourt: BoundVisits['otherCourt']
let issuer: BoundVisits['issuer']
let mine: BoundVisits['mine']
let serve: BoundVisits['serve']
let visit: BoundVisits['visit']

beforeAll(async () => {
  visits = await startBoundVisits()
  ;({ chain, court, otherCourt, issuer, mine, serve, visit } = visits)
})
afterAll(() => visits?.stop())

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
