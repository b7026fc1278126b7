import { expect, it } from 'vitest'
import type { IssuerChange } from '../../src/index.ts'
import { momentsThen } from '../../src/opening/moments-then.ts'

const identity = `0x${'ab'.repeat(20)}`
const issuer = `did:ethr:0x7a69:${identity}`
const asked = 1_700_000_000
const after = (seconds: number) => new Date((asked + seconds) * 1000)
const key = { kind: 'attribute' as const, name: 'did/pub/Multikey/veriKey/base58', value: new Uint8Array(98) }
const change = (seconds: number, validTo: Date): IssuerChange => ({
  ...key,
  ...{ blockNumber: seconds, at: after(seconds), validTo },
})

/** In seconds after the question. */
async function momentsOf(
  history: readonly IssuerChange[],
  { issuers = [issuer], isComplete = true }: { issuers?: readonly string[]; isComplete?: boolean } = {},
) {
  const chain = {
    deployment: { chainId: 31_337 },
    didRegistry: { history: async (of: string) => (of === identity ? history : []) },
  }
  const evidence = { transcript: { time: asked }, credentials: issuers.map((one) => ({ issuer: one })) }
  // Of a transcript and credentials it reads nothing else.
  const { moments, complete } = await momentsThen(
    chain,
    evidence as unknown as Parameters<typeof momentsThen>[1],
  )
  expect(complete).toBe(isComplete)
  return moments.map((moment) => moment.getTime() / 1000 - asked)
}

it('a key that was set after the question and revoked before the last answer is looked for while it held', async () => {
  const revoked = new Date(0)
  const history = [
    change(-10, after(9_000)),
    change(60, after(9_000)),
    change(300, revoked),
    change(600, after(700)),
    change(901, after(9_000)),
    { blockNumber: 650, at: after(650), kind: 'owner' as const, owner: `0x${'00'.repeat(20)}` },
  ]
  expect(await momentsOf(history)).toEqual([0, 60, 600, 900])
  expect(await momentsOf(history, { issuers: [issuer, issuer, 'did:web:issuer.example'] })).toEqual([
    0, 60, 600, 900,
  ])
})

it('of issuers that have no history here only the question and the last answer are looked at', async () => {
  for (const other of [`did:ethr:0x1:${identity}`, `did:ethr:sepolia:${identity}`, 'did:key:z6Mk', 'none']) {
    expect(await momentsOf([change(60, after(9_000))], { issuers: [other] })).toEqual([0, 900])
  }
})

it('of an issuer that sets keys without end only some are looked at, the two ends among them', async () => {
  const history = Array.from({ length: 10_000 }, (_, i) => change(1 + (i % 899), after(9_000)))
  const first = Array.from({ length: 16 }, (_, i) => i + 1)
  expect(await momentsOf(history, { isComplete: false })).toEqual([0, ...first, 900])
  expect(await momentsOf(history.slice(0, 16))).toEqual([0, ...first, 900])
})
