import { expect, it } from 'vitest'
import { createRateLimit } from '../src/rate-limit.ts'

function limitWithClock() {
  let time = 0
  const rate = createRateLimit({ limit: 2, windowSeconds: 10, now: () => new Date(time * 1000) })
  return {
    take: (key: string) => rate.take(key),
    at(seconds: number) {
      time = seconds
    },
  }
}

it('gives each key its share and says when the next is free', () => {
  const rate = limitWithClock()
  expect(rate.take('a')).toBe(0)
  rate.at(4)
  expect(rate.take('a')).toBe(0)
  rate.at(5)
  expect(rate.take('a')).toBe(5)
  expect(rate.take('b')).toBe(0)
})

it('slides: a share comes free when its own time has passed', () => {
  const rate = limitWithClock()
  rate.take('a')
  rate.at(4)
  rate.take('a')
  rate.at(10)
  expect(rate.take('a')).toBe(0)
  expect(rate.take('a')).toBe(4)
})

it('does not count what it refused', () => {
  const rate = limitWithClock()
  rate.take('a')
  rate.take('a')
  for (let attempt = 0; attempt < 5; attempt++) expect(rate.take('a')).toBe(10)
  rate.at(10)
  expect(rate.take('a')).toBe(0)
})
