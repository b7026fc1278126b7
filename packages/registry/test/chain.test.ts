import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Chain,
  checkDeployment,
  connectChain,
  createAccount,
  deployContracts,
  type SignedChange,
} from '@velum/registry'
import { id } from 'ethers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Anvil, FUNDED_SECRET_KEY, startAnvil } from '../../../e2e/support/anvil.ts'
import { serve, startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'

let world: TestChain
beforeAll(async () => {
  world = await startTestChain()
})
afterAll(() => world?.stop())

function signChange(chain: Chain, account = newAccount()): Promise<SignedChange> {
  const attribute = { identity: account.address, account, name: 'did/svc/Website', value: randomBytes(8) }
  return chain.didRegistry.signSetAttribute({ ...attribute, validitySeconds: 600 })
}

describe('a chain that cannot be used', () => {
  const { provider: nobody, ...unreachable } = connectChain({
    deployment: {
      chainId: 31337,
      name: 'Nobody',
      rpcUrl: 'http://localhost:9',
      contracts: {
        didRegistry: `0x${'1'.repeat(40)}`,
        statusRegistry: `0x${'2'.repeat(40)}`,
        trustRegistry: `0x${'3'.repeat(40)}`,
        escrowRegistry: `0x${'4'.repeat(40)}`,
        openingRegistry: `0x${'5'.repeat(40)}`,
      },
      firstBlock: 0,
      firstBlockHash: `0x${'0'.repeat(64)}`,
    },
  })

  it('is unreachable when nobody listens', async () => {
    const { address } = newAccount()
    expect(await codeOf(() => nobody.request({ method: 'eth_chainId' }))).toBe('chain-unreachable')
    expect(await codeOf(() => unreachable.checkGenesis())).toBe('chain-unreachable')
    expect(await codeOf(() => unreachable.didRegistry.owner(address))).toBe('chain-unreachable')
    const list = { identity: address, listId: new Uint8Array(32) }
    expect(await codeOf(() => unreachable.statusRegistry.read(list))).toBe('chain-unreachable')
  })

  it.each([
    ['a web page', () => new Response('<html>')],
    ['JSON that is no answer', () => Response.json({ hello: 'world' })],
    ['JSON that is no object', () => Response.json(null)],
  ])('is unreachable when %s answers', async (_, answer) => {
    const server = await serve(async () => answer())
    const { provider } = connectChain({ deployment: { ...world.deployment, rpcUrl: server.url } })
    expect(await codeOf(() => provider.request({ method: 'eth_chainId' }))).toBe('chain-unreachable')
    await server.close()
  })

  it('refuses by its own words what it does not know', async () => {
    const { provider } = world.chain
    expect(await codeOf(() => provider.request({ method: 'velum_unknown' }))).toBe('chain-error')
  })

  it('is closed after it was closed', async () => {
    const chain = connectChain({ deployment: world.deployment })
    const { address } = newAccount()
    const underway = codeOf(() => chain.didRegistry.owner(address))
    chain.close()
    expect(await underway).toBe('chain-closed')
    expect(await codeOf(() => chain.didRegistry.owner(address))).toBe('chain-closed')
  })
})

describe('sending', () => {
  it('is paid by a funded account when one is named', async () => {
    const { relayerUrl: _, ...deployment } = world.deployment
    const chain = connectChain({ deployment })
    const payer = createAccount(FUNDED_SECRET_KEY)
    const receipt = await chain.send(await signChange(chain), { payer })
    expect(receipt).toEqual({
      transactionHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      blockHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      blockNumber: expect.any(Number),
      gasUsed: expect.any(Number),
    })
  })

  it('says that the payer has no coins', async () => {
    const change = await signChange(world.chain)
    expect(await codeOf(() => world.chain.send(change, { payer: newAccount() }))).toBe('payer-unfunded')
  })

  it('says that there is no relayer', async () => {
    const { relayerUrl: _, ...deployment } = world.deployment
    const chain = connectChain({ deployment })
    const change = await signChange(chain)
    expect(await codeOf(() => chain.send(change))).toBe('relayer-missing')
  })

  it.each([
    ['does not answer', 'http://localhost:9'],
    ['is no relayer', undefined],
  ])('says that the relayer %s', async (_, url) => {
    const impostor = await serve(async () => Response.json({ error: 'unheard-of' }))
    const deployment = { ...world.deployment, relayerUrl: url ?? impostor.url }
    const change = await signChange(world.chain)
    expect(await codeOf(() => connectChain({ deployment }).send(change))).toBe('relayer-unreachable')
    await impostor.close()
  })

  it('says that a change waits, when it is in no block in time', async () => {
    const { provider } = world.chain
    const change = await signChange(world.chain)
    await provider.request({ method: 'evm_setAutomine', params: [false] })
    try {
      expect(await codeOf(() => world.chain.send(change, { waitSeconds: 0.1 }))).toBe('change-pending')
    } finally {
      await provider.request({ method: 'evm_setAutomine', params: [true] })
      await provider.request({ method: 'evm_mine' })
    }
  })

  it('of a change that a payer’s dry run refuses costs nothing', async () => {
    const account = newAccount()
    const overtaken = await signChange(world.chain, account)
    await world.chain.send(await signChange(world.chain, account))
    const payer = createAccount(FUNDED_SECRET_KEY)
    await expect(world.chain.send(overtaken, { payer })).rejects.toMatchObject({
      code: 'change-refused',
      reason: 'bad-signature',
    })
  })
})

describe('checkGenesis', () => {
  let node: Anvil | undefined
  afterEach(async () => {
    await node?.stop()
    node = undefined
  })

  it('recognises its chain and a block that was recorded', async () => {
    const receipt = await world.chain.send(await signChange(world.chain))
    await world.chain.checkGenesis()
    await world.chain.checkGenesis(receipt)
  })

  it('notices a recorded block that the chain does not have', async () => {
    const missing = { blockNumber: 1_000_000, blockHash: `0x${'ab'.repeat(32)}` } as const
    expect(await codeOf(() => world.chain.checkGenesis(missing))).toBe('chain-changed')
  })

  it('notices a chain that was set up anew on the same port, with the same contracts at the same addresses', async () => {
    node = await startAnvil()
    const options = { rpcUrl: node.rpcUrl, secretKey: FUNDED_SECRET_KEY, name: 'Test chain' }
    const first = await deployContracts(options)
    await node.stop()

    node = await startAnvil({ port: node.port })
    const chain = connectChain({ deployment: first })
    expect(await codeOf(() => chain.checkGenesis())).toBe('chain-changed')
    expect(await codeOf(() => chain.didRegistry.owner(newAccount().address))).toBe('chain-changed')

    // Two chains that do the same in the same second are the same, block by block.
    await chain.provider.request({ method: 'evm_increaseTime', params: [60] })
    const second = await deployContracts(options)
    expect(second.contracts).toEqual(first.contracts)
    expect(await codeOf(() => chain.checkGenesis())).toBe('chain-changed')
    await connectChain({ deployment: second }).checkGenesis()
  })

  it('recognises a chain that was stopped and started, several times, with its history', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'velum-chain-'))
    const stateFile = join(folder, 'chain.json')
    node = await startAnvil({ stateFile })
    const { port } = node
    const deployment = await deployContracts({
      rpcUrl: node.rpcUrl,
      secretKey: FUNDED_SECRET_KEY,
      name: 'Test chain',
    })
    const chain = connectChain({ deployment })
    const account = newAccount()
    const receipt = await chain.send(await signChange(chain, account), {
      payer: createAccount(FUNDED_SECRET_KEY),
    })
    for (let start = 0; start < 3; start++) {
      await node.stop()
      node = await startAnvil({ port, stateFile })
      await chain.checkGenesis(receipt)
      expect(await chain.didRegistry.history(account.address)).toHaveLength(1)
    }
    await rm(folder, { recursive: true })
  })
})

describe('deployContracts', () => {
  it('deploys the published ERC-1056 contract and ours beside it', async () => {
    const { deployment, chain } = world
    expect(deployment.chainId).toBe(31337)
    expect(deployment.firstBlock).toBe(1)
    for (const name of ['statusRegistry', 'trustRegistry', 'escrowRegistry'] as const) {
      const asked = await chain.provider.request({
        method: 'eth_call',
        params: [{ to: deployment.contracts[name], data: id('didRegistry()').slice(0, 10) }, 'latest'],
      })
      expect(asked).toBe(`0x${deployment.contracts.didRegistry.slice(2).padStart(64, '0')}`)
    }
  })

  it('names the payer, or whom it is told, as the first accreditor', async () => {
    const { deployment, chain } = world
    expect(await chain.trustRegistry.isAccreditor(createAccount(FUNDED_SECRET_KEY).address)).toBe(true)

    const { address } = newAccount()
    const options = { rpcUrl: deployment.rpcUrl, secretKey: FUNDED_SECRET_KEY, name: 'Other' }
    const other = connectChain({ deployment: await deployContracts({ ...options, administrator: address }) })
    expect(await other.trustRegistry.isAccreditor(address)).toBe(true)
    expect(await other.trustRegistry.isAccreditor(createAccount(FUNDED_SECRET_KEY).address)).toBe(false)
  })

  it('puts beside an earlier deployment what it lacks, and leaves the rest as it is', async () => {
    const { trustRegistry: _, escrowRegistry: __, openingRegistry: ___, ...kept } = world.deployment.contracts
    const earlier = { ...world.deployment, contracts: kept }
    const options = { rpcUrl: world.deployment.rpcUrl, secretKey: FUNDED_SECRET_KEY, name: 'Test chain' }
    const completed = await deployContracts({ ...options, earlier })
    expect(completed).toEqual({ ...world.deployment, contracts: completed.contracts })
    expect(completed.contracts).toMatchObject(kept)

    const chain = connectChain({ deployment: completed })
    await chain.checkGenesis()
    await checkDeployment({ deployment: earlier })
    const issuer = newAccount()
    const until = new Date(Date.now() + 60_000)
    const account = createAccount(FUNDED_SECRET_KEY)
    await chain.trustRegistry.accreditIssuer({ account, identity: issuer.address, name: 'Town', until })
    expect(await chain.trustRegistry.issuer(issuer.address)).toMatchObject({ name: 'Town' })
    // Asked again of a deployment that lacks nothing, it does nothing.
    expect(await deployContracts({ ...options, earlier: completed })).toEqual(completed)
  })

  it('puts nothing on a chain that is not the earlier deployment’s', async () => {
    const { trustRegistry: _, ...kept } = world.deployment.contracts
    const earlier = {
      ...world.deployment,
      contracts: kept,
      firstBlockHash: `0x${'0'.repeat(64)}`,
    } as const
    const options = { rpcUrl: world.deployment.rpcUrl, secretKey: FUNDED_SECRET_KEY, name: 'Test chain' }
    const height = () => world.chain.provider.request({ method: 'eth_blockNumber' })
    const before = await height()
    expect(await codeOf(() => checkDeployment({ deployment: earlier }))).toBe('chain-changed')
    expect(await codeOf(() => deployContracts({ ...options, earlier }))).toBe('chain-changed')
    expect(await height()).toBe(before)
  })
})
