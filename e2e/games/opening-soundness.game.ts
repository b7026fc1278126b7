import { createHash } from 'node:crypto'
import {
  type CombineOptions,
  combine,
  createAuthority,
  decryptPartially,
  type EvidenceFile,
  type ReceivedPartial,
  verifyPartial,
} from '@velum/authority'
import {
  addScalars,
  encodeScalar,
  loadCurve,
  multiplyScalars,
  randomScalar,
  subtractScalars,
} from '@velum/curve'
import { decode, encode } from 'cborg'
import { expect } from 'vitest'
import { game } from './support/game.ts'
import { approvedBy, failedSteps, judgeEvidence, openPresented, termsOf } from './support/opened-evidence.ts'
import { presentFor } from './support/opening-case.ts'
import { pointOf, scalarOf } from './support/points.ts'
import { createWorld, freshRandom, hex } from './support/world.ts'

const sha256 = (octets: Uint8Array) => Uint8Array.from(createHash('sha256').update(octets).digest())

type Items = [number, Uint8Array, number, Uint8Array, Uint8Array, Uint8Array, Uint8Array]

/** A part with other items, announced by its own hash: the trustee itself lies. */
function lying(
  part: ReceivedPartial,
  change: (items: Items) => unknown[],
  trustee = part.trustee,
): ReceivedPartial {
  const octets = Uint8Array.from(encode(change(decode(part.octets) as Items)))
  return { trustee, octets, hash: sha256(octets) }
}

async function begin(numbers: readonly number[] = [1, 2, 3]) {
  const world = await createWorld()
  const presented = await presentFor(world, 1)
  const approved = await approvedBy(world, presented, numbers)
  const { subject } = approved
  return { ...approved, world, presented, terms: { ...termsOf(world), subject } }
}

/** That the first part is named, and that the others open without it where they are enough. */
async function expectNamed(
  options: CombineOptions,
  reg: Uint8Array,
  named: { trustee: number; fault: string },
): Promise<void> {
  const combined = await combine(options)
  expect(combined.faults).toEqual([named])
  if (combined.opened) expect(combined.point).toEqual(reg)
  else expect(combined.reason).toBe('not-enough')
}

game(
  {
    name: 'opening soundness',
    property:
      'An opening gives the point that was sealed, or none. A part that is not R to the share of its trustee, made for this very ' +
      'request, is refused and its trustee named; fewer than the threshold open nothing; no token has two results.',
    adversary:
      'Trustees with their shares of this epoch and of every other, the requester, and everything that was ever sent. They want ' +
      'another result, or a part that passes and is none.',
  },
  (move) => {
    move('opens as it should: 3 of 5, 7 of 11, 1 of 1, 4 of 4, by file and snapshot', async () => {
      let tried = 0
      for (const [trustees, threshold, subsets] of [
        [
          5,
          3,
          [
            [1, 2, 3],
            [5, 3, 1],
            [2, 3, 4, 5],
          ],
        ],
        [
          11,
          7,
          [
            [1, 2, 3, 4, 5, 6, 7],
            [11, 9, 8, 7, 5, 3, 2],
          ],
        ],
        [1, 1, [[1]]],
        [4, 4, [[1, 2, 3, 4]]],
      ] as const) {
        const world = await createWorld(freshRandom, { trustees, threshold })
        const presented = await presentFor(world, 1)
        await presentFor(world, 2)
        for (const numbers of subsets) {
          const { file, snapshot } = await openPresented(world, presented, numbers)
          const verdict = await judgeEvidence(file, snapshot)
          expect(failedSteps(verdict)).toEqual([])
          expect(verdict).toMatchObject({
            valid: true,
            whoSays: 'issuer',
            trustees: numbers.slice(0, threshold),
          })
          expect(verdict.person?.residentNumber).toBe('VL0000000001')
          expect(verdict.proves?.type).toBe('transaction')
          tried++
        }
      }
      return tried
    })

    move(
      'forges a part: another point, another proof, one made the wrong way round, one of a guess',
      async () => {
        const { world, presented, partials, terms, subject } = await begin([1, 2, 3, 4])
        const { g1 } = await loadCurve()
        const [part, ...others] = partials as [ReceivedPartial, ...ReceivedPartial[]]
        const [, , , decrypted, challenge, response] = decode(part.octets) as Items
        const r = await pointOf(subject.token.r)
        const shifted = g1.encode(g1.add(await pointOf(decrypted), g1.generator))
        const [fakeShare, nonce] = [randomScalar(freshRandom), randomScalar(freshRandom)]
        const c = scalarOf(challenge)
        // First messages first, and the point last, to fit them: the point is in the hash, so the challenge is another.
        const s = addScalars(nonce, multiplyScalars(c, fakeShare))
        const fitted = g1.encode(g1.multiply(r, subtractScalars(s, nonce)))
        const negated = g1.encode(g1.negate(await pointOf(decrypted)))
        const tries: ((items: Items) => unknown[])[] = [
          ([v, id, i, , ...rest]) => [v, id, i, shifted, ...rest],
          ([v, id, i, , ...rest]) => [v, id, i, negated, ...rest],
          ([v, id, i, , ...rest]) => [v, id, i, g1.encode(g1.multiply(r, fakeShare)), ...rest],
          ([v, id, i, , ch, , salt]) => [v, id, i, fitted, ch, encodeScalar(s), salt],
          ([v, id, i, d, ch, , salt]) => [v, id, i, d, ch, encodeScalar(nonce), salt],
          ([v, id, i, d, , , salt]) => [v, id, i, d, encodeScalar(nonce), response, salt],
          ([v, id, i, d, , , salt]) => [v, id, i, d, response, challenge, salt],
        ]
        for (const change of tries) {
          const options = { ...terms, partials: [lying(part, change), ...others] }
          await expectNamed(options, presented.reg, { trustee: 1, fault: 'partial-wrong' })
          const few = { ...terms, partials: [lying(part, change), ...others.slice(0, 2)] }
          await expectNamed(few, presented.reg, { trustee: 1, fault: 'partial-wrong' })
        }
        // Honest, and not what it announced: what was agreed in silence afterwards.
        const again = { ...part, hash: world.random(32) }
        await expectNamed({ ...terms, partials: [again, ...others] }, presented.reg, {
          trustee: 1,
          fault: 'partial-not-announced',
        })
        return tries.length * 2 + 1
      },
    )

    move(
      'sends the part of another request, presentation, trustee or epoch, or of shares before a refresh',
      async () => {
        const { world, presented, partials, terms, subject } = await begin([1, 2, 3, 4])
        const [part, second, ...others] = partials as [ReceivedPartial, ReceivedPartial, ...ReceivedPartial[]]
        const rest = [second, ...others]
        const [share] = world.trustees.shares
        if (!share) throw new RangeError('there are five trustees')
        const requestId = `0x${hex(world.random(32))}`
        const elsewhere = async (changes: object) => {
          const made = await decryptPartially({ share, subject: { ...subject, ...changes } })
          return { trustee: 1, ...made }
        }
        const other = await approvedBy(world, await presentFor(world, 2), [1])
        const older = createAuthority({ trustees: 5, threshold: 3 }).shares[0]
        if (!older) throw new RangeError('there are five trustees')
        const tries: [ReceivedPartial, string][] = [
          [await elsewhere({ requestId }), 'partial-other-request'],
          [other.partials[0] as ReceivedPartial, 'partial-other-request'],
          [
            lying(await elsewhere({ requestId }), ([v, , ...tail]) => [
              v,
              decodeId(subject.requestId),
              ...tail,
            ]),
            'partial-wrong',
          ],
          [await elsewhere({ presentationId: requestId }), 'partial-wrong'],
          [await elsewhere({ token: other.subject.token }), 'partial-wrong'],
          [await elsewhere({ epoch: 2 }), 'partial-wrong'],
          [await elsewhere({ authority: requestId }), 'partial-wrong'],
          [{ trustee: 1, ...(await decryptPartially({ share: older, subject })) }, 'partial-wrong'],
          [{ ...second, trustee: 1 }, 'partial-other-trustee'],
          [lying(second, ([v, id, , ...tail]) => [v, id, 1, ...tail], 1), 'partial-wrong'],
        ]
        for (const [forged, fault] of tries) {
          await expectNamed({ ...terms, partials: [forged, ...rest] }, presented.reg, { trustee: 1, fault })
        }
        expect(await verifyPartial({ ...terms, partial: part })).toMatchObject({ valid: true })
        return tries.length
      },
    )

    move(
      'adds to parts that trustees gave out early what others made for a second request about the presentation',
      async () => {
        const { partials, terms, presented, subject, world } = await begin([1, 2, 3])
        const requestId = `0x${hex(world.random(32))}`
        const others: ReceivedPartial[] = []
        for (const trustee of [3, 4, 5]) {
          const share = world.trustees.shares[trustee - 1]
          if (!share) throw new RangeError('there are five trustees')
          others.push({ trustee, ...(await decryptPartially({ share, subject: { ...subject, requestId } })) })
        }
        const [one, two] = partials as [ReceivedPartial, ReceivedPartial]
        // As they are, and as if they had been made for the first one, announced by those who vote for both.
        const relabelled = others.map((part) =>
          lying(part, ([v, , ...rest]) => [v, decodeId(subject.requestId), ...rest]),
        )
        let tried = 0
        for (const early of [[one], [one, two]]) {
          for (const [added, fault] of [
            [others, 'partial-other-request'],
            [relabelled, 'partial-wrong'],
          ] as const) {
            const combined = await combine({ ...terms, partials: [...early, ...added] })
            expect(combined).toMatchObject({ opened: false, reason: 'not-enough' })
            expect(combined.faults).toEqual(added.map(({ trustee }) => ({ trustee, fault })))
            tried++
          }
        }
        const honest = await combine({ ...terms, partials })
        expect(honest).toMatchObject({ opened: true, point: presented.reg })
        return tried
      },
    )

    move(
      'opens with too few, with one trustee twice, or with a threshold, a key or shares that are not the chain’s',
      async () => {
        const { partials, terms, presented, world } = await begin([1, 2, 3])
        const [one, two, three] = partials as [ReceivedPartial, ReceivedPartial, ReceivedPartial]
        const other = createAuthority({ trustees: 5, threshold: 3 })
        const tries: [Partial<CombineOptions>, string][] = [
          [{ partials: [one, two] }, 'not-enough'],
          [{ partials: [] }, 'not-enough'],
          [{ partials: [one, two, two] }, 'not-enough'],
          [{ partials: [one, two, { ...two, trustee: 6 }] }, 'not-enough'],
          [{ partials: [one, two, { ...three, trustee: 0 }] }, 'not-enough'],
          [{ partials: [one, two], threshold: 2 }, 'key-mismatch'],
          [{ partials: [one], threshold: 1 }, 'key-mismatch'],
          [{ publicKey: other.publicKey }, 'key-mismatch'],
          [{ verificationShares: other.verificationShares }, 'not-enough'],
          [{ verificationShares: world.trustees.verificationShares.toReversed() }, 'not-enough'],
        ]
        for (const [changes, reason] of tries) {
          const combined = await combine({ ...terms, partials, ...changes })
          expect(combined).toMatchObject({ opened: false, reason })
        }
        expect(await combine({ ...terms, partials })).toMatchObject({ opened: true, point: presented.reg })
        return tries.length
      },
    )

    move(
      'hands a court two results for one token: another point, another set of trustees, another salt',
      async () => {
        const world = await createWorld()
        const [presented, victim] = [await presentFor(world, 1), await presentFor(world, 2)]
        const { file, snapshot } = await openPresented(world, presented, [1, 2, 3])
        const others = await openPresented(world, presented, [3, 4, 5])
        const framed = await openPresented(world, victim, [1, 2, 3])
        // Whichever trustees open: one point.
        expect(others.file.result.point).toBe(file.result.point)
        const tries: [Partial<EvidenceFile>, string[]][] = [
          [
            { result: { ...file.result, point: framed.file.result.point } },
            ['combination', 'result', ...recordSteps],
          ],
          [{ result: framed.file.result }, ['combination', 'result', ...recordSteps]],
          [{ result: { ...file.result, salt: framed.file.result.salt } }, ['result']],
          [{ partials: framed.file.partials }, ['partials', 'combination', ...recordSteps]],
          [{ partials: file.partials.slice(1) }, ['combination', ...recordSteps]],
          [{ partials: others.file.partials }, ['partials', 'combination', ...recordSteps]],
          [{ record: framed.file.record }, ['record-anchored', ...recordSteps.slice(1)]],
          [{ record: null }, recordSteps],
          [{ record: file.record && { ...file.record, index: 1 - file.record.index } }, ['record-anchored']],
          [{ block: { ...file.block, number: 121 } }, ['snapshot']],
          [{ block: { ...file.block, hash: framed.file.block.hash } }, ['snapshot']],
        ]
        for (const [changes, failed] of tries) {
          const verdict = await judgeEvidence({ ...file, ...changes }, snapshot)
          expect(failedSteps(verdict)).toEqual(failed)
          expect(verdict).toMatchObject({ valid: false })
          expect(verdict.person).toBeUndefined()
        }
        // The file of one opening against the chain of another.
        const verdict = await judgeEvidence(file, framed.snapshot)
        expect(failedSteps(verdict)).toContain('request-final')
        return tries.length + 2
      },
    )
  },
)

const recordSteps = ['record-anchored', 'record-opened', 'record-signature']

const decodeId = (id: string): Uint8Array => Uint8Array.from(Buffer.from(id.slice(2), 'hex'))
