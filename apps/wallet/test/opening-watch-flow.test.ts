import { expect, test } from 'vitest'
import { EngineError } from '../src/engine/engine-error.ts'
import { createOpeningWatchFlow } from '../src/features/openings/opening-watch-flow.ts'

const unreachable = new EngineError('chain-unreachable', {
  en: { what: 'The chain does not answer.', next: 'Try again.' },
  zh: { what: '链没有回应。', next: '请重试。' },
})

test('says that the chain did not answer until it answers again', async () => {
  const outcomes = [() => Promise.resolve(), () => Promise.reject(unreachable), () => Promise.resolve()]
  const watch = createOpeningWatchFlow({
    checkOpenings: () => (outcomes.shift() ?? (async () => undefined))(),
  })
  const codes: (string | undefined)[] = []
  for (let round = 0; round < 3; round += 1) {
    await watch.check()
    codes.push(watch.get().problem?.code)
  }
  expect(codes).toEqual([undefined, 'chain-unreachable', undefined])
})

test('looks once at a time: a connection that comes and goes starts no second look', async () => {
  let looks = 0
  let finish = () => undefined as unknown
  const watch = createOpeningWatchFlow({
    checkOpenings() {
      looks += 1
      return new Promise<void>((resolve) => {
        finish = resolve as () => unknown
      })
    },
  })
  const first = watch.check()
  await watch.check()
  expect(looks).toBe(1)
  finish()
  await first
  const second = watch.check()
  expect(looks).toBe(2)
  finish()
  await second
})
