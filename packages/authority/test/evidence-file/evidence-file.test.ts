import { recordStatement } from '@velum/binding'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCertifier } from '../../../../e2e/games/support/certifier.ts'
import {
  failedSteps,
  judgeEvidence,
  type OpenedCase,
  openPresented,
} from '../../../../e2e/games/support/opened-evidence.ts'
import { chainOf, presentFor } from '../../../../e2e/games/support/opening-case.ts'
import { person } from '../../../../e2e/games/support/people.ts'
import { createWorld, type World } from '../../../../e2e/games/support/world.ts'
import {
  encodeEvidenceFile,
  encodeSnapshot,
  parseEvidenceFile,
  parseSnapshot,
  takeSnapshot,
} from '../../src/index.ts'

let world: World
let opened: OpenedCase

beforeAll(async () => {
  world = await createWorld()
  opened = await openPresented(world, await presentFor(world, 1), [1, 2, 3])
})

describe('an evidence file', () => {
  it('is read as it was written, and in no other way', () => {
    const { file } = opened
    const text = encodeEvidenceFile(file)
    expect(parseEvidenceFile(text)).toEqual(file)
    const others = [
      `${text}\n`,
      text.replace('"version":1', '"version":2'),
      text.replace(/"version":1}$/, '"version":1,"version":1}'),
      text.replace('"requestId":"0x', '"requestId":"0X'),
      text.replace('"partials":[', '"partials":[null,'),
      text.replace('"result":{', '"result":{"also":1,'),
      JSON.stringify({ ...file, partials: [] }),
      '{}',
      '[]',
      'null',
      '',
      '['.repeat(200_000),
    ]
    for (const other of others) {
      expect(() => parseEvidenceFile(other)).toThrowError(
        expect.objectContaining({ name: 'AuthorityError', code: 'file-malformed' }),
      )
    }
  })

  it('names every step in its order, and what nobody can check', async () => {
    const verdict = await judgeEvidence(opened.file, opened.snapshot)
    expect(verdict.steps).toEqual(
      [
        ...[
          'snapshot',
          'request-final',
          'request-presentation',
          'request-basis',
          'request-authority',
          'presentation-time',
          'requester',
        ],
        ...[
          'question',
          'epoch-key',
          'presentation',
          'presentation-id',
          'issuer-accredited',
          'approvals',
          'partials',
          'combination',
        ],
        ...['result', 'record-anchored', 'record-opened', 'record-signature'],
      ].map((name) => ({ name, passed: true })),
    )
    expect(verdict.notChecked).toEqual(['revocation', 'purpose'])
    expect(verdict.accreditedAs).toBe('Town Hall')
    expect(verdict.record).toEqual({
      date: '2026-11-23',
      recordVersion: 1,
      anchored: { blockNumber: 20, at: new Date('2026-11-23T18:00:00Z') },
    })
  })

  it('says nothing of a person where one approval less is on the chain than open together', async () => {
    const [opening] = opened.snapshot.openings
    if (!opening) throw new RangeError('there is one request')
    const openings = [{ ...opening, approvals: opening.approvals.slice(1) }]
    const verdict = await judgeEvidence(opened.file, { ...opened.snapshot, openings })
    expect(failedSteps(verdict)).toContain('approvals')
    expect(verdict.steps.find(({ name }) => name === 'partials')).toMatchObject({
      faults: [{ trustee: 1, fault: 'partial-not-announced' }],
    })
    expect(verdict.person).toBeUndefined()
    expect(verdict.whoSays).toBeUndefined()
  })

  it('says nothing of a person whom an issuer names that nobody accredited', async () => {
    const issuers = opened.snapshot.issuers.map((one) => ({ ...one, accreditations: [] }))
    const verdict = await judgeEvidence(opened.file, { ...opened.snapshot, issuers })
    expect(verdict.valid).toBe(false)
    expect(failedSteps(verdict)).toContain('issuer-accredited')
    expect(verdict.person).toBeUndefined()
    expect(verdict.whoSays).toBeUndefined()
  })

  it('counts each trustee once, and only votes in time', async () => {
    const [opening] = opened.snapshot.openings
    if (!opening) throw new RangeError('there is one request')
    const { approvals, opensAt, expiresAt } = opening
    const votedAt = (at: Date) => approvals.map((one) => ({ ...one, place: { ...one.place, at } }))
    const [one, two] = approvals
    const judged = async (changed: typeof approvals) => {
      const openings = [{ ...opening, approvals: changed }]
      return failedSteps(await judgeEvidence(opened.file, { ...opened.snapshot, openings }))
    }
    expect(await judged(votedAt(opensAt))).toEqual([])
    for (const at of [new Date(opensAt.getTime() - 1000), expiresAt])
      expect(await judged(votedAt(at))).toContain('approvals')
    if (!one || !two) throw new RangeError('there are three')
    expect(await judged([one, two, one])).toContain('approvals')
  })

  it('names nobody by a record that was anchored after the opening was asked for', async () => {
    const [opening] = opened.snapshot.openings
    if (!opening) throw new RangeError('there is one request')
    const anchoredAt = async (at: Date) => {
      const issuers = opened.snapshot.issuers.map((one) => ({
        ...one,
        batches: one.batches.map((batch) => ({ ...batch, at })),
      }))
      return judgeEvidence(opened.file, { ...opened.snapshot, issuers })
    }
    const { at } = opening.requested
    expect(failedSteps(await anchoredAt(at))).toEqual([])
    const later = await anchoredAt(new Date(at.getTime() + 1000))
    expect(failedSteps(later)).toEqual(['record-anchored'])
    expect(later.person).toBeUndefined()
  })

  it('names the trustee whose part is wrong', async () => {
    const [first, ...rest] = opened.file.partials
    if (!first) throw new RangeError('there are three')
    const partials = [{ ...first, trustee: 2 }, ...rest]
    const verdict = await judgeEvidence({ ...opened.file, partials }, opened.snapshot)
    expect(verdict.steps.find(({ name }) => name === 'partials')).toMatchObject({
      passed: false,
      faults: [{ trustee: 2, fault: 'partial-not-announced' }],
    })
    expect(verdict.steps.find(({ name }) => name === 'combination')).toMatchObject({ reason: 'not-enough' })
  })

  it('opens under the shares of the refresh after which the trustees approved', async () => {
    const { snapshot, file } = opened
    const { authority } = snapshot
    const [published] = authority.epochs
    if (!published) throw new RangeError('there is one epoch')
    // The shares that opened are those of a refresh; what was published with the key is another sharing.
    const before = { ...published, verificationShares: published.verificationShares.toReversed() }
    const refreshed = { ...published, revision: 1 }
    const after = { ...snapshot, authority: { ...authority, epochs: [before], refreshes: [refreshed] } }
    expect(failedSteps(await judgeEvidence(file, after))).toEqual([])
    const without = { ...snapshot, authority: { ...authority, epochs: [before], refreshes: [] } }
    expect(failedSteps(await judgeEvidence(file, without))).toContain('combination')
  })
})

describe('on whose word a point belongs to a person', () => {
  async function withCertificate(subject: (name: string) => string) {
    const certifier = await createCertifier('CN=National eID')
    const { givenName, familyName } = person(4)
    const eid = await certifier.certify(subject(`${givenName} ${familyName}`))
    const presented = await presentFor(world, 4, undefined, {
      independent: async (reg, record) => ({
        certificate: eid.certificate,
        signature: await eid.sign(recordStatement({ parameters: world.parameters, reg, record })),
      }),
    })
    return { certifier, ...(await openPresented(world, presented, [2, 3, 4])) }
  }

  it('is on that of the certifier whom the court believes, where the certificate names that person', async () => {
    const { certifier, file, snapshot } = await withCertificate((name) => `CN=${name}`)
    const verdict = await judgeEvidence(file, snapshot, [certifier.anchor])
    expect(verdict).toMatchObject({ valid: true, whoSays: 'independent-signature' })
  })

  it('is the issuer’s alone without an anchor, under another one, and where the certificate names another', async () => {
    const { certifier, file, snapshot } = await withCertificate((name) => `CN=${name}, O=Ministry`)
    const elsewhere = await createCertifier('CN=National eID')
    expect(await judgeEvidence(file, snapshot)).toMatchObject({ valid: true, whoSays: 'issuer' })
    expect(await judgeEvidence(file, snapshot, [elsewhere.anchor])).toMatchObject({ whoSays: 'issuer' })
    expect(await judgeEvidence(file, snapshot, [certifier.anchor])).toMatchObject({
      whoSays: 'independent-signature',
    })

    // An accomplice with a certificate of its own, in a record that names the victim.
    const accomplice = await withCertificate(() => 'CN=Some Accomplice')
    const verdict = await judgeEvidence(accomplice.file, accomplice.snapshot, [accomplice.certifier.anchor])
    expect(verdict).toMatchObject({ valid: true, whoSays: 'issuer' })
    // Both names are said, so that people can tell a namesake and an accomplice.
    expect(verdict.certified).toEqual({ subject: 'CN=Some Accomplice', issuer: 'CN=National eID' })
  })
})

describe('a snapshot of the chain', () => {
  it('must reach the block that the file was made at', async () => {
    const { file, snapshot } = opened
    const earlier = { ...snapshot, block: { ...snapshot.block, number: 100 } }
    expect(failedSteps(await judgeEvidence(file, earlier))).toEqual(['snapshot'])
    const elsewhere = { ...snapshot, chainId: 1 }
    expect(failedSteps(await judgeEvidence(file, elsewhere))).toContain('snapshot')
  })

  it('must be of a file that was made when there was a request', async () => {
    const { file, snapshot } = opened
    const made = { ...file, block: { ...file.block, number: 89 } }
    expect(failedSteps(await judgeEvidence(made, snapshot))).toEqual(['snapshot'])
  })

  it('holds no vote and no result of a later block than its own', async () => {
    const { file, snapshot } = opened
    const [asked] = snapshot.openings
    if (!asked) throw new RangeError('there is one request')
    const chain = chainOf(world, [asked])
    const upTo = async (number: number) => {
      const block = { ...snapshot.block, number }
      return (await takeSnapshot({ chain, openingCase: file.case, block })).openings[0]
    }
    expect(await upTo(89)).toBeUndefined()
    expect(await upTo(99)).toMatchObject({ requestId: asked.requestId, approvals: [] })
    expect((await upTo(99))?.closed).toBeUndefined()
    expect((await upTo(109))?.approvals).toEqual(asked.approvals)
    expect((await upTo(109))?.closed).toBeUndefined()
    expect(await upTo(110)).toEqual(asked)
  })

  it('is taken of a case that names what nobody can read, and shows it as wrong', async () => {
    const { file, snapshot } = opened
    const { evidence } = file.case
    const chain = chainOf(world, snapshot.openings)
    for (const changes of [{ template: '{' }, { template: '{}' }, { issuer: 'did:ethr:0xzz' }]) {
      const credentials = evidence.credentials.map((one) => ({ ...one, ...changes }))
      const openingCase = { ...file.case, evidence: { ...evidence, credentials } }
      const taken = await takeSnapshot({ chain, openingCase, block: snapshot.block })
      expect(taken.issuers).toEqual([])
      expect((await judgeEvidence({ ...file, case: openingCase }, taken)).valid).toBe(false)
    }
  })

  it('answers for each template of an issuer that gave two credentials', async () => {
    const { file, snapshot } = opened
    const [issuer] = snapshot.issuers
    if (!issuer) throw new RangeError('there is one issuer')
    const profiles = [{ templateHash: new Uint8Array(32), events: [] }]
    const issuers = [{ ...issuer, profiles }, issuer]
    expect(failedSteps(await judgeEvidence(file, { ...snapshot, issuers }))).toEqual([])
  })

  it('is read as it was written', () => {
    const { snapshot } = opened
    expect(parseSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot)
    expect(() => parseSnapshot('{}')).toThrowError(expect.objectContaining({ code: 'file-malformed' }))
    const text = encodeSnapshot(snapshot)
    expect(() => parseSnapshot(text.replace('"version":1', '"version":1,"version":1'))).toThrowError()
  })
})
