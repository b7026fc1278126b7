import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkLibrary, libraries } from './libraries.mjs'
import { measure } from './measure.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: root })

describe('the command', () => {
  beforeAll(() => run('node_modules/typescript/bin/tsc', '-b', 'apps/local-stack'), 120_000)

  test('prints the medians of ours and of four peers, and nothing else', async () => {
    const { stdout } = await run('e2e/bench/main.mjs', '--quick', '--json')
    const ms = expect.toSatisfy((value: unknown) => typeof value === 'number' && value > 0)
    const gasBelow = (most: number) =>
      expect.toSatisfy((value: unknown) => typeof value === 'number' && value > 0 && value < most)
    const operations = { sign: ms, verify: ms, derive: ms, verifyProof: ms }
    const peers = {
      '@mattrglobal/bbs-signatures': operations,
      '@mattrglobal/pairing-crypto': operations,
      '@docknetwork/crypto-wasm': operations,
      '@digitalbazaar/bbs-signatures': operations,
    }
    const steps = { issue: ms, derive: ms, verify: ms }
    const counted = { ours: operations, peers }
    const batch = { verifyProofs: ms, singles: ms }
    const shown = { prove: ms, verify: ms, octets: ms }
    expect(JSON.parse(stdout)).toEqual({
      bbs: { 10: counted, 30: counted, 100: counted },
      w3c: { ours: steps, digitalbazaar: steps },
      batch: { 1: batch, 10: batch, 100: batch },
      binding: {
        plain: shown,
        possession: shown,
        composed: shown,
        registration: { create: ms, check: ms },
        signed: ms,
        issued: ms,
      },
      openings: {
        times: {
          '3 of 5': { generation: ms, partial: ms, verification: ms, combination: ms, opening: ms },
        },
        gas: { '3 of 5': { registration: ms, generation: ms, opening: gasBelow(500_000) } },
        octets: { '3 of 5': ms },
      },
    })
  }, 300_000)

  test('keeps no tables of a quick run', async () => {
    await expect(run('e2e/bench/main.mjs', '--quick', '--write')).rejects.toThrow('worth keeping')
  })
})

describe('what is measured', () => {
  test.each(Object.keys(libraries))('%s accepts what it made and refuses another message', async (name) => {
    await expect(checkLibrary(name)).resolves.toBeUndefined()
  })

  test('a verification that says no stops the run', async () => {
    const timing = { rounds: 1, warmUp: 0, budget: 0 }
    await expect(measure({ verify: async () => false }, timing)).rejects.toThrow('said no')
  })

  test('takes turns: no operation runs all its rounds before another has begun', async () => {
    const order: string[] = []
    const slow = (name: string) => async () => {
      order.push(name)
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    const figures = await measure(
      { one: slow('one'), other: slow('other') },
      { rounds: 2, warmUp: 0, budget: 0 },
    )
    expect(order).toEqual(['one', 'other', 'one', 'other', 'one', 'other'])
    expect(figures.one?.minimum).toBeGreaterThan(20)
  })
})
