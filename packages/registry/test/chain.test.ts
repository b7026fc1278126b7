import { createAccount, statusListId } from '@velum/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'

let world: TestChain
beforeAll(async () => {
  world = await startTestChain()
})
afterAll(() => world?.stop())

it('anchors', async () => {
  const account = createAccount(new Uint8Array(32).fill(7))
  const list = { identity: account.address, listId: statusListId('http://x/1') }
  expect(await world.chain.statusRegistry.read(list)).toBeUndefined()
  const change = await world.chain.statusRegistry.signAnchor({
    ...list,
    epoch: 1,
    hash: new Uint8Array(32).fill(1),
    account,
    deadline: new Date(Date.now() + 60_000),
  })
  const receipt = await world.chain.send(change)
  console.log(receipt)
  console.log(await world.chain.statusRegistry.read(list), await world.chain.statusRegistry.history(list))
  const c2 = await world.chain.didRegistry.signSetAttribute({
    identity: account.address,
    account,
    name: 'did/pub/Multikey/veriKey/base58',
    value: new Uint8Array(98).fill(1),
    validitySeconds: 1000,
  })
  console.log(await world.chain.send(c2))
  console.log(await world.chain.didRegistry.history(account.address))
  await world.chain.checkGenesis(receipt)
})
