import { loadCurve, toScalar } from '@velum/curve'
import { expect } from 'vitest'
import { hits, leftOrRight, type Pair, sameOrDifferent, threeSigma } from './support/classifiers.ts'
import { game } from './support/game.ts'
import { decrypt, tokenOf } from './support/opening.ts'
import { combinationsOf, keyOf, multiplesOf, pointOf, pointsIn, scalarOf } from './support/points.ts'
import { stringCount, tracesOf } from './support/recurring.ts'
import { seededRandom } from './support/seeded-random.ts'
import { type Seen, seen } from './support/seen.ts'
import { createWorld, type Holder, type World } from './support/world.ts'

const inOne = ({ text, decoded }: Seen) => Uint8Array.from(Buffer.concat([text, ...decoded]))

/** `count` presentations of a holder, to as many services. */
async function presentations(
  world: World,
  holder: Holder,
  count: number,
  options: { withHolderProof?: boolean; generator?: () => ReturnType<typeof seededRandom> } = {},
): Promise<Seen[]> {
  const { withHolderProof = false, generator } = options
  const all: Seen[] = []
  for (let i = 0; i < count; i++) {
    const random = generator ? { random: generator() } : {}
    const presentation = await world.present(holder, world.ask(), { withHolderProof, ...random })
    all.push(seen(presentation))
  }
  return all
}

/** The octets with the digits of the index replaced, wherever they stand. */
function withoutIndex(octets: Uint8Array, statusIndex: number): Uint8Array {
  const characters = Buffer.from(octets).toString('latin1').replaceAll(String(statusIndex), '00000')
  return Uint8Array.from(Buffer.from(characters, 'latin1'))
}

/** Pairs of one holder and pairs of two, every presentation in one pair only. */
function pairsOf(left: readonly Uint8Array[], right: readonly Uint8Array[]): Pair[] {
  const half = left.length / 2
  const within = (own: readonly Uint8Array[]) =>
    Array.from({ length: half / 2 }, (_, i) => ({
      first: own[2 * i] as Uint8Array,
      second: own[2 * i + 1] as Uint8Array,
      answer: true,
    }))
  const across = Array.from({ length: half }, (_, i) => ({
    first: left[half + i] as Uint8Array,
    second: right[half + i] as Uint8Array,
    answer: false,
  }))
  return [...within(left), ...within(right), ...across]
}

/** One presentation of each holder, in an order that a coin decides. */
function ordered(left: readonly Uint8Array[], right: readonly Uint8Array[], coin: () => boolean): Pair[] {
  return left.map((octets, i) => {
    const answer = coin()
    const other = right[i] as Uint8Array
    return answer ? { first: octets, second: other, answer } : { first: other, second: octets, answer }
  })
}

game(
  {
    name: 'anonymity',
    property:
      'What services see of two presentations does not tell whether one person made both, but for the claims that were shown, ' +
      'a pseudonym at one service, and the metadata that SECURITY.md lists. One of those is masked here, by giving everybody the ' +
      'same one: the place in the status list, which today’s bound credentials still show until accumulators take its place. It ' +
      'does link them, as two moves show.',
    adversary:
      'The issuer with its keys and all that it ever saw, every service, and two of five trustees (three open), together. They ' +
      'keep every octet, know the moment of each presentation, and hold all people to the same shown claims.',
  },
  (move) => {
    move('looks for a string of 8 or more octets that recurs with one holder and with no other', async () => {
      const world = await createWorld(seededRandom('anonymity, the strings'))
      const all: Seen[][] = []
      for (let number = 0; number < 8; number++) {
        const holder = await world.enrol(number)
        const withHolderProof = await presentations(world, holder, 3, { withHolderProof: true })
        all.push([...withHolderProof, ...(await presentations(world, holder, 3))])
      }
      expect(tracesOf(all)).toEqual([])
      return { tried: stringCount(all), measured: 'strings compared, in 48 presentations of 8 holders' }
    })

    move(
      'finds one when each has a place in the status list of their own, or a wallet repeats a draw',
      async () => {
        const world = await createWorld()
        const indexed: Seen[][] = []
        const repeating: Seen[][] = []
        for (let number = 0; number < 4; number++) {
          const holder = await world.enrol(number)
          const listed = await world.enrol(10 + number, { statusIndex: 12_345 + 11_111 * number })
          const generator = () => seededRandom(`a broken generator of holder ${number}`)
          indexed.push(await presentations(world, listed, 2))
          repeating.push(await presentations(world, holder, 2, { generator }))
        }
        for (const found of [indexed, repeating]) {
          const holders = new Set(tracesOf(found).map(({ holder }) => holder))
          expect(holders).toEqual(new Set([0, 1, 2, 3]))
        }
        return {
          tried: 16,
          measured: 'presentations: an index links every holder, and so does a repeated draw',
        }
      },
    )

    move('trains two bytewise classifiers and puts 1,000 pairs before each', async () => {
      // Seeded: the coin that a classifier tosses falls outside of three standard deviations once in 370 runs.
      const world = await createWorld(seededRandom('anonymity, the classifiers'))
      const [left, right] = [await world.enrol(1), await world.enrol(2)]
      const drawn = async (holder: Holder) => (await presentations(world, holder, 1250)).map(inOne)
      const samples = [await drawn(left), await drawn(right)] as const
      expect(new Set(samples.flat().map(({ length }) => length)).size).toBe(1)

      const [training, trial] = [
        samples.map((own) => own.slice(0, 250)),
        samples.map((own) => own.slice(250)),
      ]
      const [trainLeft, trainRight] = training as [Uint8Array[], Uint8Array[]]
      const [trialLeft, trialRight] = trial as [Uint8Array[], Uint8Array[]]
      const coin = () => ((world.random(1)[0] as number) & 1) === 1
      const whose = ordered(trialLeft, trialRight, coin)
      const pairs = pairsOf(trialLeft, trialRight)
      const right1 = hits(leftOrRight(trainLeft, trainRight), whose)
      const right2 = hits(sameOrDifferent(pairsOf(trainLeft.slice(0, 248), trainRight.slice(0, 248))), pairs)
      for (const [count, of] of [
        [right1, whose],
        [right2, pairs],
      ] as const) {
        expect(of).toHaveLength(1000)
        expect(Math.abs(count - 500)).toBeLessThanOrEqual(threeSigma(of))
      }
      const measured = `pairs: whose is it, ${right1} of 1,000 right; one holder or two, ${right2} of 1,000 right`
      return { tried: 2000, measured }
    })

    move(
      'sees with the same classifiers what follows from a place in the status list, when only its text is hidden',
      async () => {
        // The canonical order of blank nodes follows from all that is disclosed, the index too, and the label map shows the order.
        const world = await createWorld(seededRandom('anonymity, the label map'))
        const vectors: Uint8Array[][] = []
        for (const statusIndex of [11_111, 22_222]) {
          const holder = await world.enrol(statusIndex, { statusIndex })
          const own = (await presentations(world, holder, 80)).map(inOne)
          vectors.push(own.map((octets) => withoutIndex(octets, statusIndex)))
        }
        const [left, right] = vectors as [Uint8Array[], Uint8Array[]]
        const pairs = pairsOf(left.slice(40), right.slice(40))
        const count = hits(sameOrDifferent(pairsOf(left.slice(0, 40), right.slice(0, 40))), pairs)
        expect(count - pairs.length / 2).toBeGreaterThan(threeSigma(pairs))
        return {
          tried: pairs.length,
          measured: `pairs, ${count} right: the classifiers tell what there is to tell`,
        }
      },
    )

    move(
      'compares every point, and sum and difference of two, with all points of its files times all it knows',
      async () => {
        const world = await createWorld()
        const curve = await loadCurve()
        const { g1 } = curve
        const holders: Holder[] = []
        for (let number = 0; number < 4; number++) holders.push(await world.enrol(number))

        // Of each holder: what was registered, both signatures, the commitment, and with the issuer's key what follows from them.
        const key = scalarOf(world.issuer.key.secretKey)
        const files = await Promise.all(
          world.entries.map(async ({ opened, issued, credential }) => {
            const { commitment, reg, regN } = opened
            const base = Buffer.from(credential.proof.proofValue.slice(1), 'base64url')
            const points = [commitment, reg, regN, issued.signature.slice(0, 48)].map(pointOf)
            const known = [issued.handle, issued.signature.slice(48)].map(scalarOf)
            return multiplesOf(
              curve,
              [...(await Promise.all(points)), ...pointsIn(curve, Uint8Array.from(base))],
              [toScalar(1n), key, ...known],
            )
          }),
        )
        let tried = 0
        for (const holder of holders) {
          for (let i = 0; i < 3; i++) {
            const presentation = await world.present(holder, world.ask())
            const token = tokenOf(presentation)
            const corrupted = world.trustees.shares.slice(i, i + 2)
            const opened = await Promise.all(
              [corrupted, corrupted.slice(0, 1), corrupted.slice(1)].map((shares) => decrypt(token, shares)),
            )
            const { decoded } = seen(presentation)
            const points = [
              ...decoded.flatMap((octets) => pointsIn(curve, octets)),
              ...(await Promise.all(opened.map(pointOf))),
            ]
            expect(points.length).toBeGreaterThanOrEqual(13)
            for (const point of combinationsOf(curve, points)) {
              // Points that stand twice in a presentation differ by the identity, which is in nobody's files.
              if (g1.isIdentity(point)) continue
              const found = files.findIndex((file) => file.has(keyOf(curve, point)))
              expect(found).toBe(-1)
              tried++
            }
          }
        }
        return { tried, measured: 'points, each against the files of 4 holders' }
      },
    )

    move('finds a holder at once with three trustees, and at the same service by its pseudonym', async () => {
      const world = await createWorld()
      const [holder, other] = [await world.enrol(1), await world.enrol(2)]
      const service = world.ask().context.domain
      const names: string[] = []
      for (const [who, domain] of [
        [holder, service],
        [holder, service],
        [other, service],
        [holder, 'another service'],
      ] as const) {
        const asked = world.ask({ domain })
        const presentation = await world.present(who, asked)
        const verdict = await world.judge(presentation, asked)
        names.push(verdict.accepted ? (verdict.pseudonyms[0]?.[0]?.pseudonym ?? '') : verdict.reason)
        const point = await decrypt(tokenOf(presentation), world.trustees.shares.slice(1, 4))
        expect(point).toEqual(who.entry.opened.reg)
      }
      expect(names[0]).toBe(names[1])
      expect(new Set(names).size).toBe(3)
      return { tried: 4, measured: 'presentations: what an answer gives away on purpose is given away' }
    })
  },
)
