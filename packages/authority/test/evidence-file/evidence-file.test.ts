import { recordStatement } from '@velum/binding'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCertifier } from '../../../../e2e/games/support/certifier.ts'
import {
  failedSteps,
  judgeEvidence,
  type OpenedCase,
  openPresented,
} from '../../../../e2e/games/support/opened-evidence.ts'
import { presentFor } from '../../../../e2e/games/support/opening-case.ts'
import { person } from '../../../../e2e/games/support/people.ts'
import { createWorld, type World } from '../../../../e2e/games/support/world.ts'
import { encodeEvidenceFile, encodeSnapshot, parseEvidenceFile, parseSnapshot } from '../../src/index.ts'

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
    expect(verdict).toMatchObject({ valid: true, whoSays: 'issuer', certified: 'CN=Some Accomplice' })
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

  it('is read as it was written', () => {
    const { snapshot } = opened
    expect(parseSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot)
    expect(() => parseSnapshot('{}')).toThrowError(expect.objectContaining({ code: 'file-malformed' }))
    const text = encodeSnapshot(snapshot)
    expect(() => parseSnapshot(text.replace('"version":1', '"version":1,"version":1'))).toThrowError()
  })
})
