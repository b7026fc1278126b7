import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEvidenceFolder } from '@velum/verifier/evidence-folder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { type ServiceDemo, startServiceDemo } from '../src/index.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
const hexOf = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`

let test: TestChain
let court: TestAuthority
let dir: string
const demos: ServiceDemo[] = []

beforeAll(async () => {
  test = await startTestChain()
  court = await startAuthority(test)
  for (const { address } of court.accounts)
    await test.chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
  dir = await mkdtemp(join(tmpdir(), 'service-demo-'))
})
afterAll(async () => {
  for (const demo of demos) await demo.close()
  await test?.stop()
})

const account = (trustee: number) => court.accounts[trustee - 1] as TestAuthority['accounts'][number]

async function open(): Promise<ServiceDemo> {
  const demo = await startServiceDemo({
    ...{ port: 0, dir, authority: court.id, walletUrl: 'http://localhost:4030' },
    ...{ deployment: test.deployment, trustedIssuers: [] },
  })
  demos.push(demo)
  return demo
}

const read = async ({ url }: ServiceDemo, language = 'en') =>
  (await fetch(`${url}/openings`, { headers: { 'accept-language': language } })).text()

/** A visit with a sealed name that the service keeps evidence of, as its folder holds it. */
async function visited(): Promise<Uint8Array> {
  const presentationId = random(32)
  const store = await createEvidenceFolder(join(dir, 'evidence'))
  await store.add({ id: hexOf(presentationId), expiresAt: 4_000_000_000, sealed: random(100) })
  return presentationId
}

async function request(presentationId: Uint8Array): Promise<string> {
  const { requestId } = await test.chain.openingRegistry.requestOpening({
    ...{ authority: court.id, epoch: 1, presentationId, basisHash: random(32), requesterKey: random(32) },
    answerTo: '<b>holder@court.example</b>',
    account: account(3),
  })
  return requestId
}

describe('the page of openings', () => {
  it('says that nobody has asked, in two languages', async () => {
    const demo = await open()
    expect(await read(demo)).toContain('So far nobody has asked.')
    expect(await read(demo, 'zh-CN')).toContain('至今无人请求')
  })

  it('lists what a stranger asked about a visit here, with its votes, and nothing about visits elsewhere', async () => {
    const [here, elsewhere] = [await visited(), random(32)]
    const requestId = await request(here)
    await request(elsewhere)
    const vote = { requestId, trustee: 1, account: account(1), partialHash: random(32) }
    await test.chain.openingRegistry.approveOpening(vote)
    const demo = await open()
    await expect.poll(() => read(demo)).toContain('1 of the 2 approvals that it takes')
    const page = await read(demo)
    expect(page).toContain(hexOf(here))
    expect(page).not.toContain(hexOf(elsewhere))
    expect(page).toContain('&lt;b&gt;holder@court.example')
  })
})
