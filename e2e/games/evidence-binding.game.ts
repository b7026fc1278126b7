import { type InspectionCheck, inspectCase, type OpeningRequest } from '@velum/authority'
import type { BoundPresentation } from '@velum/credential'
import { encodeOpeningCase, type OpeningCase, parseOpeningCase } from '@velum/exchange'
import { expect } from 'vitest'
import { game } from './support/game.ts'
import { tokenOf } from './support/opening.ts'
import {
  addresses,
  askAbout,
  type ChainChanges,
  caseOf,
  chainOf,
  loan,
  openAt,
  presentFor,
  requestFor,
  requestObjectOf,
} from './support/opening-case.ts'
import { extensionOf, replaced, withExtension } from './support/seen.ts'
import { createWorld, hex, type World } from './support/world.ts'

type Evidence = OpeningCase['evidence']

async function begin(transaction: string | null = loan) {
  const world = await createWorld()
  const presented = await presentFor(world, 1, transaction)
  const openingCase = caseOf(world, presented)
  return { world, presented, openingCase, request: requestFor(world, openingCase) }
}

/** What a trustee finds wrong: the names of the checks that failed; nothing where it may decrypt. */
async function wrongIn(
  world: World,
  openingCase: OpeningCase,
  request: OpeningRequest,
  {
    now = openAt,
    before = [],
    ...changes
  }: ChainChanges & { now?: Date; before?: readonly OpeningRequest[] } = {},
): Promise<InspectionCheck['name'][]> {
  // What trustees get is a file.
  const read = parseOpeningCase(encodeOpeningCase(openingCase))
  const chain = chainOf(world, [...before, request], changes)
  const found = await inspectCase({ chain, openingCase: read, requestId: request.requestId, now: () => now })
  expect(found.passed).toBe(found.subject !== undefined)
  return found.checks.filter(({ passed }) => !passed).map(({ name }) => name)
}

const withEvidence = (openingCase: OpeningCase, changes: Partial<Evidence>): OpeningCase => ({
  ...openingCase,
  evidence: { ...openingCase.evidence, ...changes },
})

game(
  {
    name: 'evidence binding',
    property:
      'A trustee decrypts the token of the very presentation that the request on chain names: made by a registered holder, for this ' +
      'service, question, time, transaction and epoch. What holds in words holds in the proof.',
    adversary:
      'A requester who keeps everything that it ever received, writes any file it likes, and has made a request on chain; and ' +
      'services that help. They want a token opened under another presentation, question, day or transaction than its own.',
  },
  (move) => {
    move(
      'asks as it should: the case passes, and says what the holder agreed to, or that it is presence',
      async () => {
        for (const transaction of [loan, null]) {
          const { world, openingCase, request } = await begin(transaction)
          expect(await wrongIn(world, openingCase, request)).toEqual([])
          const chain = chainOf(world, [request])
          const found = await inspectCase({
            chain,
            openingCase,
            requestId: request.requestId,
            now: () => openAt,
          })
          expect(found.proves).toEqual(
            transaction === null
              ? { type: 'presence' }
              : {
                  type: 'transaction',
                  transaction: {
                    description: { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。' },
                    reference: 'atlas',
                  },
                },
          )
        }
        return 2
      },
    )

    move('puts the token of one presentation into another, or that of another person', async () => {
      const { world, presented, openingCase, request } = await begin()
      let tried = 0
      for (const number of [1, 2]) {
        const other = await presentFor(world, number)
        const token = tokenOf(other.presentation).octets
        const own = tokenOf(presented.presentation).octets
        const moved = replaced(extensionOf(presented.presentation), own, token)
        const presentation = withExtension(presented.presentation, moved)
        expect(await wrongIn(world, withEvidence(openingCase, { presentation }), request)).toContain(
          'presentation',
        )
        // The whole other presentation, under the request for this one.
        const whole = withEvidence(caseOf(world, other), { presentationId: presented.presentationId })
        expect(await wrongIn(world, whole, request)).toEqual(['presentation-id'])
        expect(await wrongIn(world, caseOf(world, other), request)).toEqual(['request-presentation'])
        tried += 3
      }
      return tried
    })

    move('says that it was another nonce, service, day, transaction, authority or epoch', async () => {
      const { world, presented, openingCase, request } = await begin()
      const { transcript } = openingCase.evidence
      const other = Buffer.from(loan, 'base64url').toString().replace('200', '900').replace('200', '900')
      const otherLoan = Buffer.from(other).toString('base64url')
      const { asked } = presented
      const questions = [
        { transcript: { nonce: hex(world.random(16)) }, transaction: loan },
        { transcript: { audience: 'decentralized_identifier:did:web:elsewhere.example' }, transaction: loan },
        { transcript: { time: transcript.time - 86_400 }, transaction: loan },
        { transcript: { time: transcript.time + 1 }, transaction: loan },
        { transcript: { transaction: otherLoan }, transaction: otherLoan },
        { transcript: { transaction: null }, transaction: null },
      ]
      let tried = 0
      for (const { transcript: changes, transaction } of questions) {
        // In the transcript alone, where the question contradicts it; and in the question too.
        const named = { ...transcript, ...changes }
        const half = withEvidence(openingCase, { transcript: named })
        expect(await wrongIn(world, half, request)).toContain('question')
        const { nonce: challenge, audience: domain, time } = named
        const context = { ...asked.context, challenge, domain, time }
        const requestObject = requestObjectOf(world, { ...asked, context }, transaction)
        const whole = withEvidence(openingCase, { transcript: named, requestObject })
        expect(await wrongIn(world, whole, request)).toContain('presentation')
        // With the envelope rewritten to match.
        const presentation: BoundPresentation = JSON.parse(
          JSON.stringify(presented.presentation)
            .replaceAll(transcript.nonce, challenge)
            .replaceAll(transcript.audience, domain),
        )
        expect(await wrongIn(world, withEvidence(whole, { presentation }), request)).toContain('presentation')
        tried += 3
      }
      for (const changes of [{ id: `0x${hex(world.random(32))}` }, { epoch: 2 }]) {
        const authority = { ...transcript.authority, ...changes }
        const named = withEvidence(openingCase, { transcript: { ...transcript, authority } })
        expect(await wrongIn(world, named, request)).toContain('request-authority')
        tried++
      }
      const key = Buffer.from(world.trustees.verificationShares[0] ?? []).toString('base64url')
      const authority = { ...transcript.authority, key }
      const keyed = withEvidence(openingCase, { transcript: { ...transcript, authority } })
      expect(await wrongIn(world, keyed, request)).toEqual(['epoch-key'])
      return tried + 1
    })

    move(
      'shows a log-in as a loan: the words of a transaction beside a presentation that names none',
      async () => {
        const { world, presented, openingCase, request } = await begin(null)
        const requestObject = requestObjectOf(world, presented.asked, loan)
        const transcript = { ...openingCase.evidence.transcript, transaction: loan }
        const dressed = withEvidence(openingCase, { requestObject, transcript })
        expect(await wrongIn(world, dressed, request)).toContain('presentation')
        return 1
      },
    )

    move(
      'changes what no proof covers: the envelope, a proof beside, claims, the template, a second member',
      async () => {
        const { world, presented, openingCase, request } = await begin()
        const { presentation } = presented
        const [credential] = presentation.verifiableCredential
        if (!credential) throw new RangeError('there is one credential')
        const subject = { ...credential.credentialSubject, nationality: 'Elsewhere' }
        const presentations = [
          { ...presentation, id: 'urn:uuid:1' },
          { ...presentation, holder: world.issuer.did },
          { ...presentation, verifiableCredential: [credential, credential] },
          { ...presentation, verifiableCredential: [{ ...credential, credentialSubject: subject }] },
          { ...presentation, proof: 'length' in presentation.proof ? presentation.proof[1] : [] },
        ]
        for (const changed of presentations) {
          expect(
            await wrongIn(world, withEvidence(openingCase, { presentation: changed }), request),
          ).toContain('presentation')
        }
        const [first] = openingCase.evidence.credentials
        if (!first) throw new RangeError('there is one credential')
        const template = first.template.replace('nationality', 'nationalitx')
        const credentials = [{ ...first, template }]
        expect(await wrongIn(world, withEvidence(openingCase, { credentials }), request)).toContain(
          'presentation',
        )
        // The key and the profile that the evidence names count for nothing: the chain's do.
        const lying = [{ ...first, issuerKey: world.issuer.statusKey.publicKeyMultibase, profile: '{}' }]
        expect(await wrongIn(world, withEvidence(openingCase, { credentials: lying }), request)).toEqual([])

        const text = encodeOpeningCase(openingCase)
        const twice = [
          text.replace('"nonce":', '"nonce":"0","nonce":'),
          text.replace('"version":1', '"version":1,"version":1'),
          ` ${text}`,
          text.replace('"version":1', '"version":1.0'),
        ]
        for (const one of twice) expect(() => parseOpeningCase(one)).toThrowError(/no opening case/)
        return presentations.length + 2 + twice.length
      },
    )

    move(
      'asks with another document, for another presentation, as somebody else, too early or too late',
      async () => {
        const { world, openingCase, request } = await begin()
        const { basis } = openingCase
        for (const changes of [{ content: 'AAAA' }, { salt: base64urlOf(world.random(32)) }]) {
          const other = { ...openingCase, basis: { ...basis, ...changes } }
          expect(await wrongIn(world, other, request)).toEqual(['request-basis'])
        }
        const stranger = { ...request, requester: addresses.stranger }
        expect(await wrongIn(world, openingCase, stranger)).toEqual(['requester'])
        expect(await wrongIn(world, openingCase, request, { services: () => false })).toEqual(['requester'])
        const early = { now: new Date(request.opensAt.getTime() - 1) }
        expect(await wrongIn(world, openingCase, request, early)).toEqual(['request-time'])
        expect(await wrongIn(world, openingCase, request, { now: request.expiresAt })).toEqual([
          'request-time',
        ])
        const closed = { resultHash: world.random(32), place: request.requested }
        expect(await wrongIn(world, openingCase, { ...request, closed })).toEqual(['request-open'])
        const chain = chainOf(world, [])
        const { requestId } = request
        const unseen = await inspectCase({ chain, openingCase, requestId, now: () => openAt })
        expect(unseen).toMatchObject({
          passed: false,
          checks: [{ name: 'request-final', passed: false }, {}, {}, {}, {}, {}],
        })
        const { at } = request.requested
        const time = openingCase.evidence.transcript.time
        const asked = (seconds: number) => ({
          ...request,
          requested: { ...request.requested, at: new Date((time + seconds) * 1000) },
        })
        // Clocks differ by minutes.
        expect(await wrongIn(world, openingCase, asked(-300))).toEqual([])
        expect(await wrongIn(world, openingCase, asked(-301))).toEqual(['presentation-time'])
        expect(at.getTime()).toBeGreaterThan(time * 1000)
        return 9
      },
    )

    move('makes up an issuer of its own, which says of anybody what it likes', async () => {
      const { world, openingCase, request } = await begin()
      expect(await wrongIn(world, openingCase, request, { accredited: false })).toEqual(['issuer-accredited'])
      return 1
    })

    move(
      'brings a handover: of the service to its lawyer it counts, for anybody else or when it was over it does not',
      async () => {
        const { world, openingCase, request } = await begin()
        const signature = `0x${'00'.repeat(65)}`
        const until = request.requested.at.getTime() / 1000 + 3600
        const handed = (opener: string, changes = {}): OpeningCase => ({
          ...openingCase,
          handover: { opener, until, signature, ...changes },
        })
        const byLawyer = { ...request, requester: addresses.lawyer }
        expect(await wrongIn(world, handed(addresses.lawyer), byLawyer)).toEqual([])
        const byStranger = { ...request, requester: addresses.stranger }
        expect(await wrongIn(world, handed(addresses.lawyer), byStranger)).toEqual(['requester'])
        expect(await wrongIn(world, handed(addresses.stranger), byStranger)).toEqual(['requester'])
        expect(await wrongIn(world, handed(addresses.lawyer, { until: until - 7200 }), byLawyer)).toEqual([
          'requester',
        ])
        return 4
      },
    )

    move(
      'hands over to one lawyer after another, to ask more often than the quota of three a day',
      async () => {
        const { world, openingCase, request } = await begin()
        const until = request.requested.at.getTime() / 1000 + 3600
        const handover = { opener: addresses.lawyer, until, signature: `0x${'00'.repeat(65)}` }
        const handed = { ...openingCase, handover }
        const byLawyer = { ...request, requester: addresses.lawyer }
        const others = (count: number, changes: Partial<OpeningRequest> = {}) =>
          Array.from({ length: count }, (_, i) => ({
            ...request,
            requestId: `0x${hex(world.random(32))}`,
            presentationId: world.random(32),
            requester: `0x${`1${i}`.repeat(20)}`,
            ...changes,
          }))
        const inspect = (before: OpeningRequest[], asked = byLawyer) =>
          wrongIn(world, handed, asked, { before })
        expect(await inspect(others(2))).toEqual([])
        expect(await inspect(others(3))).toEqual(['quota'])
        // Its own count too; those of another service, authority or day do not.
        expect(await inspect(others(3, { requester: addresses.service }))).toEqual(['quota'])
        expect(await inspect(others(3, { requester: addresses.bank }))).toEqual([])
        expect(await inspect(others(3, { authority: `0x${hex(world.random(32))}` }))).toEqual([])
        const dayBefore = new Date(request.requested.at.getTime() - 86_400_000)
        const requested = { blockNumber: 80, at: dayBefore }
        expect(await inspect(others(3, { requested }))).toEqual([])
        // What so many of the five refused that three cannot open it any more is nobody's opening.
        const place = request.requested
        const refusals = (count: number) =>
          Array.from({ length: count }, (_, i) => ({
            ...{ trustee: i + 1, account: addresses.stranger, place },
            reasonHash: world.random(32),
          }))
        expect(await inspect(others(3, { refusals: refusals(2) }))).toEqual(['quota'])
        expect(await inspect(others(3, { refusals: refusals(3) }))).toEqual([])
        // What the service asks itself the contract counts.
        expect(await inspect(others(3), request)).toEqual([])
        return 9
      },
    )

    move(
      'asks twice about one presentation, to add up the approvals: whoever inspects sees the votes on both',
      async () => {
        const { world, openingCase, request } = await begin()
        const place = { blockNumber: 95, at: openAt }
        const account = addresses.stranger
        const approvals = [1, 2].map((trustee) => ({
          ...{ trustee, account, place },
          partialHash: world.random(32),
        }))
        const first = { ...request, requestId: `0x${hex(world.random(32))}`, approvals }
        const other = { ...first, requestId: `0x${hex(world.random(32))}`, presentationId: world.random(32) }
        const chain = chainOf(world, [first, other, request])
        const { requestId } = request
        const found = await inspectCase({ chain, openingCase, requestId, now: () => openAt })
        expect(found.earlier).toEqual([first])
        return 1
      },
    )

    move('relies on what issuer and authority published at another time', async () => {
      const { world, openingCase, request } = await begin()
      const asked = openingCase.evidence.transcript.time * 1000
      // A key that was revoked after the answer signed rightly; one that was revoked before it did not.
      const later = new Date(asked + 86_400_000)
      expect(await wrongIn(world, openingCase, request, { rotatedAt: later })).toEqual([])
      const before = new Date(asked - 86_400_000)
      expect(await wrongIn(world, openingCase, request, { rotatedAt: before })).toEqual([...unverified])
      expect(await wrongIn(world, openingCase, request, { publishedAt: later })).toEqual([...unverified])
      // While the visitor answered, within a quarter of an hour, is as good as before it was asked.
      expect(await wrongIn(world, openingCase, request, { publishedAt: new Date(asked + 60_000) })).toEqual(
        [],
      )
      expect(await wrongIn(world, openingCase, request, { rotatedAt: new Date(asked + 60_000) })).toEqual([])
      return 5
    })

    move(
      'asks for the same presentation under two questions: only the one that was answered counts',
      async () => {
        const { world, presented, openingCase, request } = await begin()
        const { asked } = askedAgain(world)
        const requestObject = requestObjectOf(world, asked, loan)
        const { challenge: nonce, domain: audience } = asked.context
        const transcript = { ...openingCase.evidence.transcript, nonce, audience }
        const other = withEvidence(openingCase, { requestObject, transcript })
        expect(await wrongIn(world, other, request)).toContain('presentation')
        expect(presented.asked.context.challenge).not.toBe(nonce)
        return 1
      },
    )
  },
)

const base64urlOf = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')

/** What cannot pass where the presentation does not verify. */
const unverified = ['presentation', 'presentation-id', 'issuer-accredited'] as const

const askedAgain = (world: World) => ({ asked: askAbout(world, loan) })
