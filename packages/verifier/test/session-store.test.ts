import { describe, expect, it } from 'vitest'
import { createMemorySessionStore, type Session } from '../src/index.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, seconds))
const session = (id: string, expires = at(600)): Session => ({
  id,
  flow: 'cross-device',
  browser: 'hash',
  expiresAt: expires.toISOString(),
  phase: 'waiting',
  name: 'readers-pass',
  question: { kind: 'sign-in', challenge: {} as never },
  resultPage: 'https://library.example/welcome',
})

describe('the store in memory', () => {
  it('lets one of many takers have a session', async () => {
    const store = createMemorySessionStore({ now: () => at(0) })
    await store.add(session('a'))
    const taken = { ...session('a'), phase: 'taken' } as const
    const wins = await Promise.all(Array.from({ length: 20 }, () => store.advance(taken, 'waiting')))
    expect(wins.filter((won) => won)).toHaveLength(1)
  })

  it('does not bring back what it never had', async () => {
    const store = createMemorySessionStore({ now: () => at(0) })
    expect(await store.advance(session('a'), 'waiting')).toBe(false)
    expect(await store.find('a')).toBeUndefined()
  })

  it('holds no more than its limit, and drops the oldest', async () => {
    const store = createMemorySessionStore({ now: () => at(0), limit: 3 })
    for (const id of ['a', 'b', 'c', 'd']) await store.add(session(id))
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.find(id)))
    expect(found.map((entry) => entry?.id)).toEqual([undefined, 'b', 'c', 'd'])
  })

  it('drops what has expired', async () => {
    let clock = at(0)
    const store = createMemorySessionStore({ now: () => clock })
    await store.add(session('a', at(10)))
    clock = at(11)
    await store.add(session('b'))
    expect(await store.find('a')).toBeUndefined()
    expect((await store.find('b'))?.id).toBe('b')
  })
})
