import type { Statement } from '@velum/binding'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type ExpectedStatement, verifyPresentation } from '../src/index.ts'
import {
  type Authority,
  authoritySourceOf,
  type BoundWorld,
  boundVerifierOf,
  contextOf,
  createAuthority,
  createBoundWorld,
  escrowContext,
  expecting,
  type Held,
  holdBound,
  possession,
  presentBound,
  profileOf,
  profileSourceOf,
  requestTime,
  showing,
} from './bound-world.ts'
import { resident } from './world.ts'

// The real one, counted: each call recomputes one transcript.
const verifications = vi.hoisted(() => ({ count: 0 }))
vi.mock('@velum/binding', async (original) => {
  const real = await original<typeof import('@velum/binding')>()
  return {
    ...real,
    verifyBoundPresentation(options: Parameters<typeof real.verifyBoundPresentation>[0]) {
      verifications.count += 1
      return real.verifyBoundPresentation(options)
    },
  }
})

const pseudonym: Statement = { type: 'pseudonym', label: 'account' }
const escrow: Statement = { type: 'escrow' }

let world: BoundWorld
let held: Held
let successors: Authority[]

beforeAll(async () => {
  world = await createBoundWorld()
  held = await holdBound(world)
  successors = [901, 902, 903, 904].map((seed) => createAuthority(seed))
})

/** The world once the issuer has published for these authorities too; all are recognised unless others are named. */
function followedBy(authorities: readonly Authority[], recognised = [world.authority, ...authorities]) {
  const published = [world.authority, ...authorities].map((authority) => profileOf(world.issuer, authority))
  const profileSource = profileSourceOf(published)
  return {
    ...world,
    sources: { ...world.sources, profileSource, authoritySource: authoritySourceOf(recognised) },
  }
}

async function verdictOn(
  at: BoundWorld,
  cards: readonly { held: Held; asked: readonly ExpectedStatement[] }[],
  changes: { time?: number; authority?: Authority } = {},
) {
  const { time = requestTime, authority } = changes
  const { presentation } = await presentBound({
    issuers: [at.issuer],
    credentials: cards.map(({ held, asked }) =>
      showing(
        held,
        asked.filter((statement): statement is Statement => statement.type !== 'possession'),
      ),
    ),
    context: authority ? escrowContext({ ...at, authority }, { time }) : contextOf({ time }),
  })
  const expected = expecting(
    cards.map(({ asked }) => asked),
    authority && { authority: { id: authority.id, epoch: authority.epoch } },
  )
  const verifier = await boundVerifierOf(at, expected)
  verifications.count = 0
  return verifyPresentation({ presentation, ...verifier })
}

describe('a card that was made for an earlier authority', () => {
  test('goes on proving possession and pseudonyms, under its own profile', async () => {
    const at = followedBy(successors.slice(0, 2))
    for (const statement of [possession, pseudonym]) {
      expect(await verdictOn(at, [{ held, asked: [statement] }])).toMatchObject({
        accepted: true,
        credentials: [{ bound: { profile: profileOf(world.issuer, world.authority) } }],
      })
    }
  })

  test('goes on being sealed for that authority, and for no other', async () => {
    const [successor] = successors as [Authority]
    const at = followedBy([successor])
    const card = { held, asked: [escrow] }
    expect(await verdictOn(at, [card], { authority: world.authority })).toMatchObject({ accepted: true })
    expect(verifications.count).toBe(1)
    await expect(verdictOn(at, [card], { authority: successor })).rejects.toThrow()
  })

  test('stands beside one of the new authority', async () => {
    const [successor] = successors as [Authority]
    const at = followedBy([successor])
    const claims = { ...resident, regionCode: '310102' }
    const later = await holdBound({ ...at, authority: successor }, { seed: 8, index: 12, claims })
    const cards = [
      { held: later, asked: [pseudonym] },
      { held, asked: [possession] },
    ]
    expect(await verdictOn(at, cards)).toMatchObject({
      accepted: true,
      credentials: [
        { bound: { profile: profileOf(world.issuer, successor) } },
        { bound: { profile: profileOf(world.issuer, world.authority) } },
      ],
    })
  })

  test('goes on proving possession when its authority is recognised no longer; only sealing ends', async () => {
    const [successor] = successors as [Authority]
    const at = followedBy([successor], [successor])
    expect(await verdictOn(at, [{ held, asked: [possession] }])).toMatchObject({ accepted: true })
    const sealed = await verdictOn(at, [{ held, asked: [escrow] }], { authority: world.authority })
    expect(sealed).toMatchObject({ accepted: false, reason: 'authority-unknown' })
  })

  test('is refused where its issuer never published that authority, whatever else it has', async () => {
    const at = followedBy(successors.slice(0, 2))
    const published = successors.slice(0, 2).map((authority) => profileOf(world.issuer, authority))
    const sources = { ...at.sources, profileSource: profileSourceOf(published) }
    const verdict = await verdictOn({ ...at, sources }, [{ held, asked: [possession] }])
    expect(verdict).toMatchObject({ accepted: false, reason: 'transcript-mismatch' })
  })
})

describe('what one answer costs', () => {
  test('is one verification for a card of the newest authority', async () => {
    expect(await verdictOn(world, [{ held, asked: [possession] }])).toMatchObject({ accepted: true })
    expect(verifications.count).toBe(1)
  })

  test('is four at most for one card, however many authorities its issuer has had', async () => {
    const at = followedBy(successors)
    expect(await verdictOn(at, [{ held, asked: [possession] }])).toMatchObject({
      accepted: false,
      reason: 'transcript-mismatch',
    })
    expect(verifications.count).toBe(4)
  })

  test('is sixteen at most for a wrong answer of several cards', async () => {
    const at = followedBy(successors.slice(0, 3))
    const cards = await Promise.all(
      [11, 12, 13].map(async (index) => ({
        held: await holdBound(world, { seed: index, index }),
        asked: [possession],
      })),
    )
    expect(await verdictOn(at, cards, { time: requestTime - 1 })).toMatchObject({
      accepted: false,
      reason: 'transcript-mismatch',
    })
    expect(verifications.count).toBe(16)
    expect(await verdictOn(at, cards.slice(0, 2))).toMatchObject({ accepted: true })
    expect(verifications.count).toBe(16)
  })
})
