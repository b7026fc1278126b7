import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseCopy } from '../src/bindings/choose-copy.ts'
import type { CredentialCopy } from '../src/bindings/stored-copies.ts'

const copiesOf = (count: number) => Array.from({ length: count - 1 }, () => ({}) as CredentialCopy)

/** Lets audiences ask one after the other and keeps what each was shown. */
function show(count: number, audiences: readonly string[]) {
  const copies = copiesOf(count)
  let shownTo: Record<string, number> = {}
  return audiences.map((audience) => {
    const { position, shared } = chooseCopy({ copies, shownTo }, audience)
    shownTo = { ...shownTo, [audience]: position }
    return { audience, position, shared }
  })
}

const visits = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', 'constructor'), {
  maxLength: 40,
})

test('shows an audience the same copy at every visit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), visits, (count, audiences) => {
      const shown = new Map<string, number>()
      for (const { audience, position } of show(count, audiences)) {
        expect(position).toBe(shown.get(audience) ?? position)
        shown.set(audience, position)
      }
    }),
  )
})

test('shows no copy to two audiences while there are copies left, and then says so', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), visits, (count, audiences) => {
      const seen = new Map<string, number>()
      for (const { audience, position, shared } of show(count, audiences)) {
        const others = [...seen].filter(([other, known]) => other !== audience && known === position)
        expect(shared).toBe(others.length > 0)
        if (!seen.has(audience) && seen.size < count) expect(shared).toBe(false)
        seen.set(audience, position)
      }
    }),
  )
})

test('spreads audiences evenly once every copy is known somewhere', () => {
  const audiences = Array.from({ length: 20 }, (_, at) => `audience ${at}`)
  const counts = new Map<number, number>()
  for (const { position } of show(8, audiences)) counts.set(position, (counts.get(position) ?? 0) + 1)
  expect([...counts.values()].toSorted()).toEqual([2, 2, 2, 2, 3, 3, 3, 3])
})
