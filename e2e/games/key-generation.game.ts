import { type CeremonyBroadcast, judge, verifyCeremony } from '@velum/authority'
import { loadCurve } from '@velum/curve'
import { decode, encode } from 'cborg'
import { expect } from 'vitest'
import { type CeremonyTable, hash, octets, sitDown } from './support/ceremony-table.ts'
import { game } from './support/game.ts'

type Reveal = [string, Uint8Array, number, number, number[], Uint8Array[], Uint8Array, Uint8Array[]]
type Deal = [string, Uint8Array, number, number, Uint8Array, Uint8Array[]]

const guilty = 2
const honest = [1, 3, 4, 5]

game(
  {
    name: 'key generation',
    property:
      'Honest trustees end with shares of one key, or with the name of one who broke the rules, which an auditor without any key finds ' +
      'too; after that a new ceremony works.',
    adversary:
      'A trustee with software of its own, who may stop at any time; in a refresh also the node of an honest one.',
  },
  (move) => {
    move('keeps to the rules: 3 of 5, 7 of 11, 1 of 1 and 4 of 4 end with one key', async () => {
      const sizes = [
        [5, 3],
        [11, 7],
        [1, 1],
        [4, 4],
      ] as const
      for (const [trustees, threshold] of sizes) await endsWell(await sitDown(trustees, threshold))
      return sizes.length
    })

    move('chooses a rogue key, which takes the key of another out of the sum', async () => {
      const { g1 } = await loadCurve()
      return namedFor('proof-of-knowledge-wrong', (own, other) => {
        const [mine, theirs] = [own[5][0], other[5][0]].map((point) => g1.decode(point as Uint8Array))
        if (!mine || !theirs) throw new RangeError('commitments are points')
        own[5][0] = g1.encode(g1.subtract(mine, theirs))
      })
    })

    move('takes the commitments of another, with their proof', () =>
      namedFor('proof-of-knowledge-wrong', (own, other) => {
        own[5] = other[5]
        own[6] = other[6]
      }),
    )

    move('raises the threshold', () =>
      namedFor('threshold-wrong', (own, other) => void own[5].push(other[5][0] as Uint8Array)),
    )

    move('lowers the threshold', () => namedFor('threshold-wrong', (own) => void own[5].pop()))

    move('shows something else than it committed to', async () => {
      const table = await sitDown(5, 3)
      await table.play(1)
      await table.play(1, [guilty])
      const shown = await table.step(guilty)
      if (shown.type !== 'send') throw new RangeError('the reveal is sent now')
      table.broadcast(2, guilty, Uint8Array.from([...shown.message, 0]))
      return isNamed(table, 'reveal-differs')
    })

    move('shows two things around a reorganisation', async () => {
      const table = await sitDown(5, 3)
      await table.play(2)
      for (const trustee of honest) await table.step(trustee)
      const other = await sitDown(5, 3)
      await other.play(2)
      const instead = await signed(table, 2, contentOf(other.message(2, guilty)))
      const broadcasts = table.log.broadcasts.map((sent) =>
        sent.trustee === guilty ? { ...sent, message: sent.round === 1 ? hash(instead) : instead } : sent,
      )
      for (const trustee of honest) {
        expect(await table.step(trustee, { broadcasts })).toEqual({
          ...{ type: 'give-up', fault: 'equivocation', trustee: guilty },
        })
      }
      await endsWell(await sitDown(5, 3, 2))
      return honest.length
    })

    move('deals rightly to some and wrongly to others', async () => {
      const table = await sitDown(5, 3)
      await table.play(2)
      const made = await table.step(guilty)
      if (made.type !== 'send') throw new RangeError('the deal is sent now')
      const deal = decode(contentOf(made.message)) as Deal
      const [first, second, ...rest] = deal[5] as [Uint8Array, Uint8Array]
      deal[5] = [second, first, ...rest]
      table.broadcast(3, guilty, await signed(table, 3, encode(deal)))
      return isNamed(table, 'share-wrong')
    })

    move('accuses one who did nothing', async () => {
      const tag = 'VELUM_AUTHORITY_V1_EVIDENCE_'
      const evidences = [
        new Uint8Array(),
        octets(80),
        encode([tag, 'threshold-wrong']),
        encode([tag, 'share-wrong', octets(32)]),
      ]
      for (const evidence of evidences) {
        const table = await sitDown(5, 3)
        await table.play(3)
        table.log.aborted = { trustee: guilty, accused: 1, evidence }
        await isNamed(table, 'accusation-false')
      }
      return evidences.length
    })

    move('shows a dealer of a refresh, as its node, reveals of its own invention', async () => {
      const shares = (await (await sitDown(5, 3)).finish()).map((step) => {
        if (step.type !== 'done') throw new RangeError('all have a share')
        return step.share
      })
      // What the node makes itself it signs with accounts of its own.
      const [table, invention] = [await sitDown(5, 3, 2, shares), await sitDown(5, 3, 2, shares)]
      const dealer = 1
      const untouched = table.stateOf(dealer)
      for (const one of [table, invention]) await one.play(2)
      const others = [[3], [4, 5], [2, 3, 4, 5]]
      for (const invented of others) {
        const shown = ({ round, trustee, message }: CeremonyBroadcast) => ({
          ...{ round, trustee },
          message: invented.includes(trustee) ? invention.message(round, trustee) : message,
        })
        const broadcasts = table.log.broadcasts.map(shown)
        expect(await table.peek(dealer, { broadcasts }, untouched)).toEqual({
          ...{ type: 'give-up', fault: 'signature-wrong', trustee: invented[0] },
        })
      }
      for (const step of await table.finish()) expect(step).toMatchObject({ type: 'done' })
      return others.length
    })

    move('stops at every step: everybody sees at whom the ceremony waits, and a new one works', async () => {
      for (let round = 1; round <= 4; round++) {
        const table = await sitDown(3, 2)
        await table.play(round - 1)
        await table.finish([1, 3])
        const { terms, log, isSignature, isConfirmation } = table
        expect(await verifyCeremony({ terms, log, isSignature, isConfirmation })).toEqual({
          ...{ result: 'unfinished', round, missing: [guilty] },
        })
        log.aborted = { trustee: 1, accused: 0, evidence: new Uint8Array() }
        for (const step of await table.finish([1, 3])) {
          expect(step).toEqual({ type: 'aborted', by: 1, guilty: 0, fault: '' })
        }
        await endsWell(await sitDown(3, 2, 2))
      }
      return 4
    })
  },
)

/** The adversary commits to a reveal of its own making, and shows it. */
async function namedFor(fault: string, change: (own: Reveal, other: Reveal) => void): Promise<number> {
  // Its machine shows what it would reveal when it is told that all have committed; the other's it knows by spying.
  const table = await sitDown(5, 3)
  const spied = await Promise.all([guilty, 1].map((trustee) => revealOf(table, trustee)))
  const [own, other] = spied as [Reveal, Reveal]
  change(own, other)
  const message = await signed(table, 2, encode(own))
  table.broadcast(1, guilty, hash(message))
  await table.play(2, [guilty])
  table.broadcast(2, guilty, message)
  return isNamed(table, fault)
}

async function revealOf(table: CeremonyTable, trustee: number): Promise<Reveal> {
  const own = await table.step(trustee)
  if (own.type !== 'send') throw new RangeError('the commitment is sent now')
  const broadcasts = table.everybody.map((other) => ({
    ...{ round: 1, trustee: other },
    message: other === trustee ? own.message : octets(32),
  }))
  // On a copy of its disk: the machine goes on from the one before.
  const shown = await table.peek(trustee, { broadcasts })
  if (shown.type !== 'send') throw new RangeError('the reveal is sent now')
  return decode(contentOf(shown.message)) as Reveal
}

/** What a message says: all but the signature, which stands before it. */
const contentOf = (message: Uint8Array) => message.subarray(65)

/** The adversary signs what it says, with its own account. */
async function signed(table: CeremonyTable, round: 2 | 3, content: Uint8Array): Promise<Uint8Array> {
  const { authority, ceremony } = table.terms
  const message = { authority, ceremony, round, trustee: guilty, messageHash: hash(content) }
  return Uint8Array.from([...(await table.signMessage(message)), ...content])
}

/** All honest trustees and the auditor find the adversary guilty of this; a new ceremony works. */
async function isNamed(table: CeremonyTable, fault: string): Promise<number> {
  for (const step of await table.finish(honest))
    expect(step).toMatchObject({ type: 'aborted', guilty, fault })
  const { terms, log, isSignature, isConfirmation } = table
  expect(await judge({ terms, log, isSignature, isConfirmation })).toEqual({ guilty, fault })
  await endsWell(await sitDown(5, 3, 2))
  return honest.length
}

async function endsWell(table: CeremonyTable): Promise<void> {
  const { terms, log, isSignature, isConfirmation } = table
  const steps = await table.finish()
  const verdict = await verifyCeremony({ terms, log, isSignature, isConfirmation })
  expect(verdict).toMatchObject({ result: 'complete' })
  const { result: _, ...outcome } = verdict as Extract<typeof verdict, { result: 'complete' }>
  for (const step of steps) expect(step).toMatchObject({ type: 'done', outcome })
}
