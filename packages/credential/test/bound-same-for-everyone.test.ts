import type { Statement } from '@velum/binding'
import { beforeAll, expect, test } from 'vitest'
import {
  type BoundPresentation,
  type Credential,
  inspectDerivedProof,
  parseCredential,
  sharedValues,
} from '../src/index.ts'
import {
  type BoundWorld,
  createBoundWorld,
  escrowContext,
  type Held,
  holdBound,
  presentBound,
  secretsOf,
  showing,
} from './bound-world.ts'
import { inventResidents } from './residents.ts'

// What a presentation always shows must not tell holders apart, and two of one holder must have nothing in common but what
// those of two holders have.

const statements: readonly Statement[] = [{ type: 'escrow' }]
const shown = ['nationality', 'sex']
let world: BoundWorld
let holders: Held[]

beforeAll(async () => {
  world = await createBoundWorld()
  holders = []
  for (const [number, resident] of inventResidents(4).entries()) {
    const claims = { ...resident, nationality: 'UTO', sex: 'X' }
    holders.push(
      await holdBound(world, { claims, seed: 50 + number, index: 601, secrets: secretsOf(number + 1) }),
    )
  }
})

const present = async (held: Held, withHolderProof = false): Promise<BoundPresentation> => {
  const credentials = [showing(held, statements, shown)]
  const context = escrowContext(world)
  const made = await presentBound({ issuers: [world.issuer], credentials, context, withHolderProof })
  return made.presentation
}

// Names and order of all members, and the length of every text that is not the same for all.
const shapeOf = (value: unknown): unknown => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([name, member]) => [name, shapeOf(member)])
}

test('the presentations of different holders have the same members in the same order, and the same lengths', async () => {
  const shapes = new Set<string>()
  const indexes = new Set<string>()
  for (const held of holders) {
    const presentation = await present(held)
    shapes.add(JSON.stringify(shapeOf(presentation)))
    const [credential] = presentation.verifiableCredential
    if (credential === undefined) continue
    const { bbsProof: _, presentationHeader: __, labelMap, ...lists } = inspectDerivedProof(credential)
    indexes.add(JSON.stringify({ ...lists, labelMap: [...labelMap] }))
  }
  expect(shapes.size).toBe(1)
  // 18 statements are shown: `bound`, nationality and sex are in places 11 to 13; of the 22 optional ones nationality is
  // number 12 and sex number 20, counted from 0.
  expect([...indexes].map((text) => JSON.parse(text))).toEqual([
    {
      mandatoryIndexes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17],
      selectiveIndexes: [12, 20],
      labelMap: expect.any(Array),
    },
  ])
})

test('two presentations of one holder share what those of two holders share, and nothing else', async () => {
  const [first, second] = holders as [Held, Held]
  const [one, again, other] = [
    await present(first, true),
    await present(first, true),
    await present(second, true),
  ]
  expect(sharedValues(one, again)).toEqual(sharedValues(one, other))
  expect(sharedValues(one, again).length).toBeGreaterThan(20)
})

test('an issuer cannot mark a holder by the order in which it writes the members of a credential', async () => {
  const [held] = holders as [Held]
  const { type, bound = true, ...subject } = held.credential.credentialSubject
  const marked = parseCredential({
    ...Object.fromEntries(Object.entries(held.credential).toReversed()),
    credentialSubject: { bound, ...subject, type },
  }) as unknown as Credential
  const made = await presentBound({
    issuers: [world.issuer],
    credentials: [showing({ ...held, credential: marked }, statements, shown)],
    context: escrowContext(world),
    withHolderProof: false,
  })
  const keysOf = ({ verifiableCredential: [first] }: BoundPresentation) => Object.keys(first ?? {})
  expect(keysOf(made.presentation)).toEqual(keysOf(await present(held)))
})
