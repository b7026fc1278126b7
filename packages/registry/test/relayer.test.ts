import { randomBytes } from 'node:crypto'
import { connectChain, createRelayer, type Relayer, type SignedChange, statusListId } from '@velum/registry'
import { Interface } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'

const NAME = 'did/pub/Multikey/veriKey/base58'

let world: TestChain
beforeAll(async () => {
  world = await startTestChain()
})
afterAll(() => world?.stop())

async function signedChange(account = newAccount()): Promise<SignedChange> {
  const attribute = { identity: account.address, account, name: NAME, value: randomBytes(34) }
  return world.chain.didRegistry.signSetAttribute({ ...attribute, validitySeconds: 600 })
}

function post(body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(world.relayer.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  })
}

async function transactionCount(address: string): Promise<number> {
  return Number(
    await world.chain.provider.request({ method: 'eth_getTransactionCount', params: [address, 'latest'] }),
  )
}

async function payer(): Promise<string> {
  return ((await (await fetch(world.relayer.url)).json()) as { address: string }).address
}

describe('the relayer sends', () => {
  it('a change of somebody who has no coins', async () => {
    const account = newAccount()
    const response = await post(await signedChange(account))
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual({ transactionHash: expect.stringMatching(/^0x[0-9a-f]{64}$/) })
    const balance = await world.chain.provider.request({
      method: 'eth_getBalance',
      params: [account.address, 'latest'],
    })
    expect(balance).toBe('0x0')
    await expect.poll(() => world.chain.didRegistry.history(account.address)).toHaveLength(1)
  })

  it('many changes at once, each with a nonce of its own', async () => {
    const accounts = Array.from({ length: 12 }, () => newAccount())
    const receipts = await Promise.all(
      accounts.map(async (account) => world.chain.send(await signedChange(account))),
    )
    expect(new Set(receipts.map(({ transactionHash }) => transactionHash)).size).toBe(12)
  })
})

describe('the relayer sends of each contract what an identity signs:', () => {
  const deadline = new Date(Date.now() + 3_600_000)
  const some = (length: number) => Uint8Array.from(randomBytes(length))

  it.each<[string, (account: ReturnType<typeof newAccount>) => Promise<SignedChange>]>([
    ['an attribute', (account) => signedChange(account)],
    [
      'an anchor of a list',
      (account) => {
        const list = { identity: account.address, listId: some(32), epoch: 1, hash: some(32) }
        return world.chain.statusRegistry.signAnchor({ ...list, account, deadline })
      },
    ],
    [
      'a profile',
      (account) => {
        const template = { identity: account.address, templateHash: some(32), profile: some(100) }
        return world.chain.trustRegistry.signPublishTemplate({ ...template, account, deadline })
      },
    ],
    [
      'a batch of records',
      (account) => {
        const batch = { identity: account.address, epoch: 1, root: some(32), count: 9 }
        return world.chain.escrowRegistry.signAnchorRecords({ ...batch, account, deadline })
      },
    ],
    [
      'a sealed record',
      (account) => {
        const record = { identity: account.address, recordAddress: some(32), ciphertext: some(100) }
        return world.chain.escrowRegistry.signPublishRecord({ ...record, account, deadline })
      },
    ],
  ])('%s', async (_, sign) => {
    expect((await post(await sign(newAccount()))).status).toBe(202)
  })
})

describe('the relayer refuses, and sends nothing,', () => {
  async function refusedWith(body: unknown, status: number, problem: object) {
    const before = await transactionCount(await payer())
    const response = await post(body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject(problem)
    expect(await transactionCount(await payer())).toBe(before)
  }
  const invalid = { error: 'invalid-change' }

  it.each([
    ['text that is not JSON', 'junk'],
    ['null', 'null'],
    ['a list', []],
    ['nothing in it', {}],
  ])('%s', async (_, body) => {
    await refusedWith(body, 400, invalid)
  })

  it('a body of a megabyte', async () => {
    await refusedWith(JSON.stringify({ data: '0'.repeat(1_000_000) }), 400, invalid)
  })

  it.each<[string, (change: SignedChange) => object]>([
    ['for another chain', (change) => ({ ...change, chainId: 1 })],
    ['for a contract that is not ours', (change) => ({ ...change, contract: `0x${'12'.repeat(20)}` })],
    [
      'with data that are not hexadecimal',
      (change) => ({ ...change, data: `${change.data.slice(0, -2)}zz` }),
    ],
    ['that was cut short', (change) => ({ ...change, data: change.data.slice(0, -2) })],
    ['with bytes behind it', (change) => ({ ...change, data: `${change.data}00` })],
    ['with an unknown function', (change) => ({ ...change, data: `0xdeadbeef${change.data.slice(10)}` })],
    [
      'meant for the other contract',
      (change) => ({ ...change, contract: world.deployment.contracts.statusRegistry }),
    ],
  ])('a change %s', async (_, spoil) => {
    await refusedWith(spoil(await signedChange()), 400, invalid)
  })

  it('a call that needs no signature, by which it would act for itself', async () => {
    const unsigned = new Interface(['function changeOwner(address identity, address newOwner)'])
    const data = unsigned.encodeFunctionData('changeOwner', [await payer(), newAccount().address])
    const { chainId, contracts } = world.deployment
    await refusedWith({ chainId, contract: contracts.didRegistry, data }, 400, invalid)
  })

  it('an epoch’s key, which is for whoever publishes it to pay', async () => {
    const publish = new Interface([
      'function publishEpoch(bytes32,uint64,uint64,bytes,bytes,bytes32,bytes[])',
    ])
    const word = `0x${'12'.repeat(32)}`
    const data = publish.encodeFunctionData('publishEpoch', [word, 0, 1, '0x80', '0x', word, []])
    const { chainId, contracts } = world.deployment
    await refusedWith({ chainId, contract: contracts.openingRegistry, data }, 400, invalid)
  })

  it('an accreditation, which takes no signature', async () => {
    const accredit = new Interface(['function accreditIssuer(address,uint64,string)'])
    const data = accredit.encodeFunctionData('accreditIssuer', [newAccount().address, 4_000_000_000, 'Mine'])
    const { chainId, contracts } = world.deployment
    await refusedWith({ chainId, contract: contracts.trustRegistry, data }, 400, invalid)
  })

  it('a call that is longer than any it sends', async () => {
    const attribute = { name: NAME, value: randomBytes(9 * 1024), validitySeconds: 600 }
    const account = newAccount()
    const change = await world.chain.didRegistry.signSetAttribute({
      identity: account.address,
      account,
      ...attribute,
    })
    await refusedWith(change, 400, invalid)
  })

  it('a change whose signature was altered', async () => {
    const change = await signedChange()
    // r is the third word behind the selector.
    const at = 2 + 8 + 64 * 2
    const data = `${change.data.slice(0, at)}${'1'.repeat(64)}${change.data.slice(at + 64)}`
    await refusedWith({ ...change, data }, 409, { error: 'change-refused', reason: 'bad-signature' })
  })

  it('a change that it has sent before', async () => {
    const change = await signedChange()
    await world.chain.send(change)
    await refusedWith(change, 409, { error: 'change-refused', reason: 'bad-signature' })
  })

  it('an anchor that it has sent before', async () => {
    const account = newAccount()
    const change = await world.chain.statusRegistry.signAnchor({
      identity: account.address,
      account,
      listId: statusListId('https://issuer.example/status/1'),
      epoch: 1,
      hash: randomBytes(32),
      deadline: new Date(Date.now() + 60_000),
    })
    await world.chain.send(change)
    await refusedWith(change, 409, { error: 'change-refused', reason: 'epoch-not-rising' })
  })

  it('a change that was overtaken by another one of the same owner', async () => {
    const account = newAccount()
    const overtaken = await signedChange(account)
    await world.chain.send(await signedChange(account))
    await refusedWith(overtaken, 409, { error: 'change-refused', reason: 'bad-signature' })
  })
})

it('does not send a change twice while it waits for its block', async () => {
  const request = (method: string, params: unknown[]) => world.chain.provider.request({ method, params })
  const change = await signedChange()
  const before = await transactionCount(await payer())
  await request('evm_setAutomine', [false])
  try {
    const answers = await Promise.all([post(change), post(change)])
    const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
    expect(first).toEqual({ transactionHash: expect.any(String) })
    expect(second).toEqual(first)
  } finally {
    await request('evm_setAutomine', [true])
    await request('evm_mine', [])
  }
  await expect.poll(async () => transactionCount(await payer())).toBe(before + 1)
})

describe('limits', () => {
  function limitedRelayer(limits: Partial<Parameters<typeof createRelayer>[0]>): Relayer {
    return createRelayer({ chain: world.chain, secretKey: world.fundedSecretKey, ...limits })
  }
  const send = async (relayer: Relayer, change: SignedChange) =>
    relayer.handle(new Request('http://localhost/', { method: 'POST', body: JSON.stringify(change) }))

  it('are kept for each identity, and say when to come again', async () => {
    const time = new Date()
    const relayer = limitedRelayer({ changesPerIdentityAndHour: 1, now: () => time })
    const [busy, other] = [newAccount(), newAccount()]
    expect((await send(relayer, await signedChange(busy))).status).toBe(202)

    const refused = await send(relayer, await signedChange(busy))
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('3600')
    expect(await refused.json()).toMatchObject({ error: 'too-many-changes' })
    expect((await send(relayer, await signedChange(other))).status).toBe(202)

    time.setHours(time.getHours() + 1)
    expect((await send(relayer, await signedChange(busy))).status).toBe(202)
  })

  it('are not used up by others, whose signatures do not count', async () => {
    const relayer = limitedRelayer({ changesPerIdentityAndHour: 1 })
    const victim = newAccount()
    const forged = await signedChange(victim)
    const forgery = { ...forged, data: forged.data.replace(/.{64}$/, '0'.repeat(64)) as SignedChange['data'] }
    expect((await send(relayer, forgery)).status).not.toBe(202)
    expect((await send(relayer, await signedChange(victim))).status).toBe(202)
  })

  it('are kept for everybody together', async () => {
    const relayer = limitedRelayer({ changesPerHour: 2 })
    expect((await send(relayer, await signedChange())).status).toBe(202)
    expect((await send(relayer, await signedChange())).status).toBe(202)
    expect((await send(relayer, await signedChange())).status).toBe(429)
  })
})

describe('a browser of any origin', () => {
  it('may ask first', async () => {
    const preflight = await fetch(world.relayer.url, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:4030', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type')
  })

  it('may read the answer, also a refusal', async () => {
    expect((await post('junk')).headers.get('access-control-allow-origin')).toBe('*')
  })

  it('learns who pays and for which contracts', async () => {
    const { chainId, contracts } = world.deployment
    const about = await (await fetch(world.relayer.url)).json()
    expect(about).toEqual({ address: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', chainId, contracts })
  })

  it('gets a refusal for other methods', async () => {
    expect((await fetch(world.relayer.url, { method: 'DELETE' })).status).toBe(405)
  })
})

describe('a relayer in trouble', () => {
  it('says that it has no coins', async () => {
    const relayer = createRelayer({ chain: world.chain, secretKey: randomBytes(32) })
    const body = JSON.stringify(await signedChange())
    const response = await relayer.handle(new Request('http://localhost/', { method: 'POST', body }))
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: 'payer-unfunded' })
  })

  it('says that its chain does not answer', async () => {
    const chain = connectChain({ deployment: { ...world.deployment, rpcUrl: 'http://localhost:9' } })
    const relayer = createRelayer({ chain, secretKey: world.fundedSecretKey })
    const body = JSON.stringify(await signedChange())
    const response = await relayer.handle(new Request('http://localhost/', { method: 'POST', body }))
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: 'chain-unreachable' })
  })
})
