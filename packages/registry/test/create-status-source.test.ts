import { randomBytes } from 'node:crypto'
import { ethrDid } from '@velum/did'
import { createStatusSource, statusListId } from '@velum/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LoopbackServer, serve, startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'

let world: TestChain
let issuer: LoopbackServer
let answer: () => Response
beforeAll(async () => {
  world = await startTestChain()
  issuer = await serve(async () => answer())
})
afterAll(async () => {
  await issuer?.close()
  await world?.stop()
})

it('reads the bytes of a list as served, and its anchor', async () => {
  const { chain } = world
  const source = createStatusSource({ chain, fetch })
  const account = newAccount()
  const list = { issuer: ethrDid(31337, account.address), listUrl: `${issuer.url}/status/1` }
  expect(await source.readAnchor(list)).toBeUndefined()

  const hash = randomBytes(32)
  await chain.send(
    await chain.statusRegistry.signAnchor({
      identity: account.address,
      account,
      listId: statusListId(list.listUrl),
      epoch: 1,
      hash,
      deadline: new Date(Date.now() + 60_000),
    }),
  )
  expect(await source.readAnchor(list)).toMatchObject({ epoch: 1, hash: new Uint8Array(hash) })

  const bytes = randomBytes(1000)
  answer = () => new Response(bytes)
  expect(await source.fetchList(list.listUrl)).toEqual(new Uint8Array(bytes))
})

it.each([
  ['an error', () => new Response('', { status: 500 })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: '/elsewhere' } })],
  ['more bytes than a list can have', () => new Response(new Uint8Array(300_000))],
])('takes %s for no list', async (_, response) => {
  answer = response
  await expect(
    createStatusSource({ chain: world.chain, fetch }).fetchList(`${issuer.url}/status/1`),
  ).rejects.toThrow()
})
