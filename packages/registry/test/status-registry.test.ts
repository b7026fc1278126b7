import { randomBytes } from 'node:crypto'
import { type Account, statusListId } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'

const LIST_ID = statusListId('https://issuer.example/status/1')

let world: TestChain
beforeAll(async () => {
  world = await startTestChain()
})
afterAll(() => world?.stop())

interface Anchor {
  account: Account
  identity?: string
  epoch: number
  hash?: Uint8Array
  deadline?: Date
}

const inAnHour = () => new Date(Date.now() + 3_600_000)

async function anchor({
  account,
  identity = account.address,
  epoch,
  hash = randomBytes(32),
  deadline,
}: Anchor) {
  const change = { account, identity, listId: LIST_ID, epoch, hash, deadline: deadline ?? inAnHour() }
  return world.chain.send(await world.chain.statusRegistry.signAnchor(change))
}

function read(identity: string) {
  return world.chain.statusRegistry.read({ identity, listId: LIST_ID })
}

it('names a list by the SHA-256 of its URL', () => {
  // sha256sum of the same text.
  expect(Buffer.from(statusListId('http://localhost:4020/status/1')).toString('hex')).toBe(
    '0b79bf922fcc9a7a647538ee3cc211a4f6de3d2db8f25ff3aee0e1dc741a8c70',
  )
})

describe('a list', () => {
  it('that was never anchored reads as undefined', async () => {
    expect(await read(newAccount().address)).toBeUndefined()
  })

  it('is anchored by its identity’s signature, which the relayer sends', async () => {
    const account = newAccount()
    const hash = randomBytes(32)
    const { blockNumber } = await anchor({ account, epoch: 1, hash })
    const block = (await world.chain.provider.request({
      method: 'eth_getBlockByNumber',
      params: [`0x${blockNumber.toString(16)}`, false],
    })) as { timestamp: string }
    expect(await read(account.address)).toEqual({
      epoch: 1,
      hash: new Uint8Array(hash),
      anchoredAt: new Date(Number(block.timestamp) * 1000),
    })
  })

  it('is anchored by a delegate of type veriKey, and by no other', async () => {
    const [account, delegate] = [newAccount(), newAccount()]
    const identity = account.address
    const add = async (type: string) => {
      const delegation = { identity, account, type, delegate: delegate.address, validitySeconds: 600 }
      await world.chain.send(await world.chain.didRegistry.signAddDelegate(delegation))
    }
    await add('sigAuth')
    await expect(anchor({ account: delegate, identity, epoch: 1 })).rejects.toMatchObject({
      reason: 'not-authorized',
    })
    await add('veriKey')
    await anchor({ account: delegate, identity, epoch: 1 })
    expect((await read(identity))?.epoch).toBe(1)
  })

  it('has a history of its anchors, oldest first', async () => {
    const account = newAccount()
    const hashes = [randomBytes(32), randomBytes(32)]
    const receipts = [
      await anchor({ account, epoch: 1, hash: hashes[0] as Buffer }),
      await anchor({ account, epoch: 7, hash: hashes[1] as Buffer }),
    ]
    await anchor({ account: newAccount(), epoch: 1 })
    const history = await world.chain.statusRegistry.history({ identity: account.address, listId: LIST_ID })
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 7])
    expect(history.map(({ hash }) => Buffer.from(hash))).toEqual(hashes)
    expect(history.map(({ transactionHash }) => transactionHash)).toEqual(
      receipts.map(({ transactionHash }) => transactionHash),
    )
  })
})

describe('the contract refuses', () => {
  it('an epoch that does not rise, and keeps the anchor it has', async () => {
    const account = newAccount()
    const hash = randomBytes(32)
    await anchor({ account, epoch: 5, hash })
    for (const epoch of [5, 4]) {
      await expect(anchor({ account, epoch })).rejects.toMatchObject({
        code: 'change-refused',
        reason: 'epoch-not-rising',
      })
    }
    expect(await read(account.address)).toMatchObject({ epoch: 5, hash: new Uint8Array(hash) })
  })

  it('the signature of somebody else', async () => {
    const { address: identity } = newAccount()
    await expect(anchor({ account: newAccount(), identity, epoch: 1 })).rejects.toMatchObject({
      code: 'change-refused',
      reason: 'not-authorized',
    })
    expect(await read(identity)).toBeUndefined()
  })

  it('a signature after its deadline', async () => {
    const passed = new Date(Date.now() - 3_600_000)
    await expect(anchor({ account: newAccount(), epoch: 1, deadline: passed })).rejects.toMatchObject({
      code: 'change-refused',
      reason: 'signature-expired',
    })
  })
})

describe('nothing is signed for', () => {
  it.each([
    ['epoch zero', { epoch: 0 }],
    ['an epoch that is no whole number', { epoch: 1.5 }],
    ['a deadline that is no date', { epoch: 1, deadline: new Date(Number.NaN) }],
    ['a hash of another length', { epoch: 1, hash: new Uint8Array(31) }],
  ])('%s', async (_, change) => {
    expect(await codeOf(() => anchor({ account: newAccount(), ...change }))).toBe('invalid-change')
  })
})

it('reads the earlier anchor again when a reorganisation drops the last one', async () => {
  const account = newAccount()
  const first = await anchor({ account, epoch: 1 })
  const second = await anchor({ account, epoch: 2 })
  await world.chain.checkGenesis(second)

  await world.chain.provider.request({ method: 'anvil_reorg', params: [1, []] })
  expect((await read(account.address))?.epoch).toBe(1)
  const history = await world.chain.statusRegistry.history({ identity: account.address, listId: LIST_ID })
  expect(history.map(({ epoch }) => epoch)).toEqual([1])
  await world.chain.checkGenesis(first)
  expect(await codeOf(() => world.chain.checkGenesis(second))).toBe('chain-changed')

  await world.chain.provider.request({ method: 'anvil_reorg', params: [2, []] })
  expect(await read(account.address)).toBeUndefined()
})
