import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestChain } from '../../../../e2e/support/chain.ts'
import { type AuditLog, type AuditReport, audit, encodeAuditLog, parseAuditLog } from '../../src/index.ts'
import { accounts, clientId, library, random, startAuditedChain, stranger } from './audited-chain.ts'

let test: TestChain
let id: string
let log: AuditLog

beforeAll(async () => {
  const audited = await startAuditedChain()
  test = audited.test
  id = audited.id
  log = audited.log
}, 60_000)
afterAll(() => test?.stop())

const run = (changed: AuditLog): Promise<AuditReport> =>
  // As somebody else reads it, on another day.
  audit({ log: parseAuditLog(encodeAuditLog(changed)), signatures: test.chain.openingRegistry })

const failing = ({ findings }: AuditReport) =>
  findings.filter(({ verdict }) => verdict === 'fails').map(({ claim, reason }) => `${claim}: ${reason}`)

describe('an audit of a real chain', () => {
  it('finds every claim of an honest log to hold, and says what nothing speaks for', async () => {
    const report = await run(log)
    expect(failing(report)).toEqual([])
    expect(report.passed).toBe(true)
    const unproven = report.findings.filter(({ verdict }) => verdict === 'unproven')
    expect(unproven).toMatchObject([
      { claim: 'epoch-key', reason: 'outside-a-ceremony', epoch: 1 },
      { claim: 'epoch-key', reason: 'outside-a-ceremony', epoch: 2 },
      { claim: 'requester', reason: 'no-registered-service', account: stranger.address, clientIds: [] },
    ])
    expect(new Set(report.findings.map(({ claim }) => claim)).size).toBe(17)
  })

  it('counts what was asked, by whom, and what became of it', async () => {
    const { authorities, requesters } = await run(log)
    expect(authorities).toMatchObject([
      {
        ...{ id, name: 'Harbour Oversight', threshold: 2, trustees: 3, epochs: 1, refreshes: 1 },
        ...{ replacements: 1, ceremonies: 3, aborted: 1, requests: 3, over: [] },
        states: { closed: 1, opened: 0, refused: 1, expired: 0, waiting: 1 },
      },
      {
        ...{ name: 'Harbourtown Court', ceremonies: 0, epochs: 2, requests: 0 },
        over: [{ epoch: 1, destroyedBy: [3, 1] }],
      },
    ])
    expect(requesters).toMatchObject([
      { account: library.address, clientIds: [clientId], requests: 2, states: { closed: 1, waiting: 1 } },
      { account: stranger.address, clientIds: [], requests: 1, states: { refused: 1 } },
    ])
  })

  it('names block and transaction of what it found, and the guilty trustee of a ceremony', async () => {
    const { findings } = await run(log)
    const [accusation] = findings.filter(({ claim }) => claim === 'accusation')
    const { aborted } = log.authorities[0]?.ceremonies[0] ?? {}
    expect(accusation).toMatchObject({
      verdict: 'holds',
      trustee: 2,
      reason: 'reveal-malformed',
      ceremony: 1,
    })
    expect(accusation?.place).toEqual({
      blockNumber: aborted?.place.blockNumber,
      transactionHash: aborted?.place.transactionHash,
    })
  })
})

type Authority = AuditLog['authorities'][number]
type Opening = AuditLog['openings'][number]
type Ceremony = Authority['ceremonies'][number]

const authority = (change: (one: Authority) => Partial<Authority>) => (): AuditLog => ({
  ...log,
  authorities: log.authorities.map((one, i) => (i === 0 ? { ...one, ...change(one) } : one)),
})
const opening = (change: (one: Opening) => Partial<Opening>) => (): AuditLog => ({
  ...log,
  openings: log.openings.map((one, i) => (i === 0 ? { ...one, ...change(one) } : one)),
})
const destructions = (change: (all: Authority['destructions']) => readonly object[]) => (): AuditLog => ({
  ...log,
  authorities: log.authorities.map((one) => ({
    ...one,
    destructions: change(one.destructions) as Authority['destructions'],
  })),
})
const ceremony = (number: number, change: (one: Ceremony) => Partial<Ceremony>) =>
  authority(({ ceremonies }) => ({
    ceremonies: ceremonies.map((one) => (one.ceremony === number ? { ...one, ...change(one) } : one)),
  }))
const epoch = (change: (one: Authority['epochs'][number]) => object) =>
  authority(({ epochs }) => ({ epochs: epochs.map((one) => ({ ...one, ...change(one) })) }))
const refresh = (change: (one: Authority['refreshes'][number]) => object) =>
  authority(({ refreshes }) => ({ refreshes: refreshes.map((one) => ({ ...one, ...change(one) })) }))
const approval = (change: (one: Opening['approvals'][number], all: Opening) => object) =>
  opening((all) => ({
    approvals: all.approvals.map((one, i) => (i === 0 ? { ...one, ...change(one, all) } : one)),
  }))
const rules = (change: Partial<Authority['rules']>) =>
  authority((one) => ({ rules: { ...one.rules, ...change } }))
const at = (date: Date, seconds: number) => new Date(date.getTime() + seconds * 1000)

/** Each with all that an audit must find, and nothing else. */
const violations: readonly (readonly [string, () => AuditLog, readonly string[]])[] = [
  [
    'another key than the ceremony’s is published, and shares of it',
    epoch(() => {
      const [{ key, verificationShares }] = (log.authorities[1] as Authority).epochs as [
        Authority['epochs'][0],
      ]
      return { key, verificationShares }
    }),
    [
      'epoch-key: ceremony-led-elsewhere',
      'refresh-shares: proof-of-knowledge-wrong',
      'shares-of-key: shares-of-another-key',
    ],
  ],
  [
    'the hash of another generation',
    epoch(() => ({ dkgHash: random(32) })),
    ['epoch-key: ceremony-led-elsewhere'],
  ],
  [
    'an epoch that is not the next one',
    authority(({ epochs }) => ({
      epochs: [...epochs, { ...(epochs[0] as Authority['epochs'][0]), epoch: 3, transactionHash: '0x3' }],
    })),
    ['epoch-order: epoch-not-next'],
  ],
  [
    'a ceremony that lacks a confirmation',
    ceremony(2, ({ broadcasts }) => ({ broadcasts: broadcasts.slice(0, -1) })),
    ['epoch-key: ceremony-unfinished'],
  ],
  [
    'a confirmation that another signed',
    ceremony(2, ({ broadcasts }) => ({
      broadcasts: broadcasts.map((one) =>
        one.round === 4 && one.trustee === 2
          ? { ...one, message: broadcasts.find(({ round }) => round === 4)?.message ?? one.message }
          : one,
      ),
    })),
    ['epoch-key: confirm-wrong'],
  ],
  [
    'a reveal that is not what was committed to',
    ceremony(2, ({ broadcasts }) => ({
      broadcasts: broadcasts.map((one) =>
        one.round === 2 && one.trustee === 3 ? { ...one, message: random(300) } : one,
      ),
    })),
    ['epoch-key: reveal-differs'],
  ],
  ['a revision that is left out', refresh(() => ({ revision: 2 })), ['refresh-order: revision-not-next']],
  [
    'a refresh to other shares than its ceremony’s',
    refresh(({ verificationShares }) => ({ verificationShares: verificationShares.toReversed() })),
    ['refresh-shares: ceremony-led-elsewhere', 'shares-of-key: shares-of-another-key'],
  ],
  [
    'an accusation of an honest trustee',
    ceremony(1, ({ aborted }) => ({
      aborted: { ...(aborted as NonNullable<Ceremony['aborted']>), accused: 1 },
    })),
    ['accusation: accusation-false'],
  ],
  [
    'an accusation of itself',
    ceremony(1, ({ aborted }) => ({
      aborted: { ...(aborted as NonNullable<Ceremony['aborted']>), accused: 3 },
    })),
    ['accusation: accusation-false'],
  ],
  [
    'a replacement of somebody who had not the place',
    authority(({ replacements }) => ({
      replacements: replacements.map((one) => ({ ...one, from: stranger.address })),
    })),
    ['replacement: not-trustee'],
  ],
  [
    'a replacement that is not the next one',
    authority(({ replacements }) => ({ replacements: replacements.map((one) => ({ ...one, nonce: 1 })) })),
    ['replacement: replacement-not-next'],
  ],
  [
    'shares that are said to be destroyed while a request could still need them',
    destructions((all) => all.map((one) => ({ ...one, at: at(one.at, -9) }))),
    ['destruction: epoch-not-over'],
  ],
  [
    'shares of the current key that are said to be destroyed',
    destructions((all) => all.map((one) => ({ ...one, epoch: 2 }))),
    ['destruction: epoch-not-over'],
  ],
  [
    'shares that are said to be destroyed twice, and by nobody',
    destructions(([one]) => (one ? [one, one, { ...one, trustee: 4 }] : [])),
    ['destruction: said-twice', 'destruction: not-trustee'],
  ],
  [
    'a request about another document',
    opening(() => ({ basisHash: random(32) })),
    ['request-id: id-of-something-else'],
  ],
  [
    'a request of an authority that there is not',
    opening(() => ({ authority: `0x${'ab'.repeat(32)}` })),
    ['request-id: id-of-something-else', 'request-epoch: unknown-authority'],
  ],
  [
    'a request of an epoch that there is not',
    opening(() => ({ epoch: 9 })),
    ['request-id: id-of-something-else', 'request-epoch: unknown-epoch'],
  ],
  [
    'a request of an epoch whose retention is over',
    () => {
      const { requested } = log.openings[0] as Opening
      const changed = authority(({ epochs, rules: before }) => {
        const [published] = epochs as [Authority['epochs'][0]]
        const blockNumber = published.blockNumber + 1
        const next = {
          ...published,
          epoch: 2,
          blockNumber,
          at: at(requested.at, -11),
          transactionHash: '0x2',
        }
        return { epochs: [published, next], rules: { ...before, retentionSeconds: 10 } }
      })()
      return { ...changed, openings: changed.openings.slice(0, 1) }
    },
    ['request-epoch: epoch-retired'],
  ],
  ['more requests than the quota lets through', rules({ quota: 1 }), ['request-quota: quota-used-up']],
  [
    'a shorter delay than the rules say',
    opening((one) => ({ opensAt: at(one.opensAt, -1) })),
    ['request-times: other-times'],
  ],
  [
    'a longer lifetime than the rules say',
    opening((one) => ({ expiresAt: at(one.expiresAt, 1) })),
    ['request-times: other-times'],
  ],
  [
    'a request that stands there twice',
    () => ({ ...log, openings: [...log.openings, log.openings[2] as Opening] }),
    ['request-id: asked-twice'],
  ],
  [
    'an approval by somebody who is no trustee',
    approval(() => ({ account: stranger.address })),
    ['approval: not-trustee'],
  ],
  [
    'an approval by a trustee that had been replaced',
    opening(({ approvals }) => ({
      approvals: approvals.map((one) => (one.trustee === 3 ? { ...one, account: accounts[2].address } : one)),
    })),
    ['approval: not-trustee'],
  ],
  [
    'an approval before the delay was over',
    approval(({ place }, { opensAt }) => ({ place: { ...place, at: at(opensAt, -1) } })),
    ['approval: not-yet-open'],
  ],
  [
    'an approval after the end',
    approval(({ place }, { expiresAt }) => ({ place: { ...place, at: expiresAt } })),
    ['approval: request-expired'],
  ],
  [
    'an approval after the closing',
    approval(({ place }, { closed }) => ({
      place: { ...place, blockNumber: (closed?.place.blockNumber ?? 0) + 1 },
    })),
    ['approval: already-closed', 'closing: not-enough-approvals'],
  ],
  [
    'two votes of one trustee',
    opening(({ approvals }) => ({
      refusals: [{ ...(approvals[0] as Opening['approvals'][0]), reasonHash: random(32) }],
    })),
    ['refusal: already-voted'],
  ],
  [
    'approvals of two requests that together open what neither does',
    () => {
      const [first, second, third] = log.openings as [Opening, Opening, Opening]
      const [one, other] = first.approvals as [Opening['approvals'][0], Opening['approvals'][0]]
      const place = { ...other.place, blockNumber: third.requested.blockNumber, at: third.requested.at }
      const apart = { ...third, approvals: [{ ...other, place }] }
      return { ...log, openings: [{ ...first, approvals: [one] }, second, apart] }
    },
    ['closing: not-enough-approvals', 'one-request: approvals-add-up'],
  ],
  [
    'a closing without enough approvals',
    opening(({ approvals }) => ({ approvals: approvals.slice(1) })),
    ['closing: not-enough-approvals'],
  ],
]

describe('an audit of a log that breaks the rules', () => {
  it.each(violations)('finds %s', async (_, change, expected) => {
    const report = await run(change())
    expect([...new Set(failing(report))].sort()).toEqual([...expected].sort())
    expect(report.passed).toBe(false)
  })

  it('names a requester whose service is not registered, or was not when it asked', async () => {
    for (const services of [[], log.services.map((one) => ({ ...one, until: new Date(0) }))]) {
      const { findings, requesters } = await run({ ...log, services } as AuditLog)
      const unproven = findings.filter(
        ({ claim, verdict }) => claim === 'requester' && verdict === 'unproven',
      )
      expect(unproven).toHaveLength(3)
      expect(requesters.every(({ clientIds }) => clientIds.length === 0)).toBe(true)
    }
  })

  it('is not read from a file of another form', () => {
    const text = encodeAuditLog(log)
    for (const other of [
      `${text} `,
      text.replace('"version":1', '"version":2'),
      text.replace('"threshold":2', '"threshold":"2"'),
      text.replace(/"requestId":"0x[0-9a-f]{64}"/, '"requestId":"0x"'),
      '{}',
      '',
    ]) {
      expect(() => parseAuditLog(other)).toThrowError(expect.objectContaining({ code: 'file-malformed' }))
    }
  })
})
