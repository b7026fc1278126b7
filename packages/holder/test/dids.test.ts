import { createDidResolver, type Did, findKey, parseEthrDid } from '@velum/did'
import { verifySignIn } from '@velum/exchange'
import { connectChain, createAccount } from '@velum/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { random } from './support/test-issuer.ts'
import { startService, type TestService } from './support/test-service.ts'
import { newWallet } from './support/test-wallet.ts'

let chain: TestChain
let service: TestService
beforeAll(async () => {
  chain = await startTestChain()
  service = await startService()
})
beforeEach(() => {
  service.answers.length = 0
  service.state.manner = 'accept'
})
afterAll(async () => {
  await service?.stop()
  await chain?.stop()
})

function resolver() {
  const { chainId, contracts } = chain.deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider: chain.chain.provider }
  return createDidResolver({ networks: [network], fetch })
}

const ownerOnChain = (did: Did) => chain.chain.didRegistry.owner(parseEthrDid(did).address)

/** The chain as it is when the relayer's server does not answer. */
function withoutRelayer() {
  return { chain: connectChain({ deployment: { ...chain.deployment, relayerUrl: 'http://localhost:9' } }) }
}

describe('a DID of the wallet', () => {
  test('of method key resolves to its one key and is found again', async () => {
    const { wallet, reopen } = await newWallet(chain)
    const entry = await wallet.dids.createKeyDid({ name: 'My pen name' })
    expect(entry).toMatchObject({ method: 'key', name: 'My pen name', rotationPending: false })
    expect(entry.did).toMatch(/^did:key:z6Mk/)
    expect(await wallet.dids.document(entry.did)).toMatchObject({ id: entry.did })
    expect(await (await reopen()).dids.list()).toEqual([entry])
  })

  test('of method ethr exists on the chain without a transaction', async () => {
    const { wallet } = await newWallet(chain)
    const entry = await wallet.dids.createEthrDid({ name: 'Official' })
    expect(entry.did).toBe(`did:ethr:0x7a69:${entry.controller}`)
    const document = await wallet.dids.document(entry.did)
    expect(
      findKey({ document, methodId: `${entry.did}#controller`, purpose: 'authentication' }),
    ).toBeDefined()
    expect(await chain.chain.didRegistry.history(entry.controller ?? '')).toEqual([])
  })

  test('can be renamed and deleted', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createKeyDid({ name: 'before' })
    await wallet.dids.rename(did, 'after')
    expect(await wallet.dids.list()).toMatchObject([{ did, name: 'after' }])
    await wallet.dids.delete(did)
    expect(await wallet.dids.list()).toEqual([])
    await expect(wallet.dids.rename(did, 'gone')).rejects.toMatchObject({ code: 'did-not-held' })
  })

  test('of method key has no rotation and no delegates', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createKeyDid({ name: 'simple' })
    const refused = { code: 'did-method-not-supported' }
    await expect(wallet.dids.rotateKey(did)).rejects.toMatchObject(refused)
    await expect(wallet.dids.delegates(did)).rejects.toMatchObject(refused)
  })
})

describe('rotating the key of a did:ethr', () => {
  test('hands it to a new key through the relayer, without the holder paying', async () => {
    const { wallet } = await newWallet(chain)
    const { did, controller } = await wallet.dids.createEthrDid({ name: 'Official' })
    const rotated = await wallet.dids.rotateKey(did)
    expect(rotated.did).toBe(did)
    expect(rotated.controller).not.toBe(controller)
    expect(rotated.rotationPending).toBe(false)
    expect(await ownerOnChain(did)).toBe(rotated.controller)

    const again = await wallet.dids.rotateKey(did)
    expect(await ownerOnChain(did)).toBe(again.controller)
    expect(new Set([controller, rotated.controller, again.controller]).size).toBe(3)
  })

  test('that could not be sent loses nothing and is sent again with the same key', async () => {
    const { wallet, reopen } = await newWallet(chain)
    const { did, controller } = await wallet.dids.createEthrDid({ name: 'Official' })
    const cutOff = await reopen(withoutRelayer())
    await expect(cutOff.dids.rotateKey(did)).rejects.toMatchObject({ code: 'relayer-unreachable' })
    expect(await wallet.dids.list()).toMatchObject([{ controller, rotationPending: true }])
    expect(await wallet.dids.settleRotation(did)).toMatchObject({ controller, rotationPending: true })
    await wallet.dids.addDelegate({ did, address: controller ?? '', purpose: 'veriKey', validDays: 1 })

    const rotated = await wallet.dids.rotateKey(did)
    expect(rotated.rotationPending).toBe(false)
    expect(await ownerOnChain(did)).toBe(rotated.controller)
  })

  test('that arrived although the wallet did not hear of it is found on the chain', async () => {
    const { wallet, reopen } = await newWallet(chain)
    const { did } = await wallet.dids.createEthrDid({ name: 'Official' })
    const deaf = await reopen({
      chain: {
        ...chain.chain,
        send: async (change) => {
          await chain.chain.send(change)
          throw new TypeError('the tab was closed')
        },
      },
    })
    await expect(deaf.dids.rotateKey(did)).rejects.toThrow('the tab was closed')
    const restarted = await reopen()
    expect(await restarted.dids.list()).toMatchObject([{ rotationPending: true }])
    const settled = await restarted.dids.settleRotation(did)
    expect(settled.rotationPending).toBe(false)
    expect(await ownerOnChain(did)).toBe(settled.controller)
    await wallet.dids.rotateKey(did)
    expect(await ownerOnChain(did)).not.toBe(settled.controller)
  })

  test('that a reorganisation takes back leaves a key that still works', async () => {
    const { wallet } = await newWallet(chain)
    const { did, controller } = await wallet.dids.createEthrDid({ name: 'Official' })
    await wallet.dids.rotateKey(did)
    await chain.chain.provider.request({ method: 'anvil_reorg', params: [1, []] })
    expect(await ownerOnChain(did)).toBe(controller)
    expect(await wallet.dids.settleRotation(did)).toMatchObject({ controller, rotationPending: true })
    const rotated = await wallet.dids.rotateKey(did)
    expect(await ownerOnChain(did)).toBe(rotated.controller)
  })

  test('is refused when another wallet has the key', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createEthrDid({ name: 'Official' })
    const { wallet: elsewhere, vault } = await newWallet(chain)
    const { did: other } = await elsewhere.dids.createEthrDid({ name: 'Other' })
    const collection = { name: 'dids' }
    const stolen = await vault.get<object>(collection, other)
    await vault.put<object>(collection, did, { ...stolen, did })
    await expect(elsewhere.dids.rotateKey(did)).rejects.toMatchObject({ code: 'did-not-controlled' })
    await expect(wallet.dids.rotateKey(did)).resolves.toMatchObject({ did })
  })
})

describe('delegates of a did:ethr', () => {
  test('are added, listed from the chain and removed, signed by the holder', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createEthrDid({ name: 'Official' })
    const { address } = createAccount(random(32))
    expect(await wallet.dids.delegates(did)).toEqual([])
    await wallet.dids.addDelegate({ did, address, purpose: 'sigAuth', validDays: 30 })
    const [delegate] = await wallet.dids.delegates(did)
    expect(delegate).toMatchObject({ address, purpose: 'sigAuth' })
    const days = (Date.parse(delegate?.validUntil ?? '') - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(29.9)
    expect(days).toBeLessThan(30.1)
    const document = await wallet.dids.document(did)
    expect(document.verificationMethod.map((method) => method.blockchainAccountId?.toLowerCase())).toContain(
      `eip155:31337:${address}`,
    )

    await wallet.dids.removeDelegate({ did, address, purpose: 'sigAuth' })
    expect(await wallet.dids.delegates(did)).toEqual([])
  })

  test('need an address', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createEthrDid({ name: 'Official' })
    const wrong = wallet.dids.addDelegate({ did, address: '0x12', purpose: 'veriKey', validDays: 1 })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid-address' })
  })
})

describe('signing in with a public DID', () => {
  async function tokenOf(did: Did, wallet: Awaited<ReturnType<typeof newWallet>>['wallet']) {
    const { link, challenge } = service.askToSignIn()
    const view = await wallet.dids.inspectSignIn(link)
    expect(view.verifier).toEqual({ host: service.host, proved: true })
    expect(view.candidates.map((candidate) => candidate.did)).toContain(did)
    expect(await wallet.dids.signIn({ view, did })).toMatchObject({ kind: 'delivered' })
    return { token: service.answers.at(-1)?.get('token') ?? '', challenge, view }
  }

  test('works with a did:key', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createKeyDid({ name: 'simple' })
    const { token, challenge, view } = await tokenOf(did, wallet)
    const verdict = await verifySignIn({ token, challenge, resolver: resolver(), now: () => new Date() })
    expect(verdict).toMatchObject({ accepted: true, did })
    expect(await wallet.history.list()).toMatchObject([
      { kind: 'sign-in', id: view.id, did, outcome: 'delivered' },
    ])
  })

  test('works with a did:ethr, also after its key was rotated', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createEthrDid({ name: 'Official' })
    for (const rotate of [false, true]) {
      if (rotate) await wallet.dids.rotateKey(did)
      const { token, challenge } = await tokenOf(did, wallet)
      const verdict = await verifySignIn({ token, challenge, resolver: resolver(), now: () => new Date() })
      expect(verdict).toMatchObject({ accepted: true, did })
    }
  })

  test('happens once', async () => {
    const { wallet } = await newWallet(chain)
    const { did } = await wallet.dids.createKeyDid({ name: 'simple' })
    const { view } = await tokenOf(did, wallet)
    await expect(wallet.dids.signIn({ view, did })).rejects.toMatchObject({ code: 'already-answered' })
    expect(service.answers).toHaveLength(1)
  })

  test('is refused when it is too old', async () => {
    let now = new Date()
    const { wallet } = await newWallet({ ...chain, now: () => now })
    const { did } = await wallet.dids.createKeyDid({ name: 'simple' })
    const view = await wallet.dids.inspectSignIn(service.askToSignIn().link)
    now = new Date(now.getTime() + 600_000)
    await expect(wallet.dids.signIn({ view, did })).rejects.toMatchObject({ code: 'request-expired' })
    expect(service.answers).toEqual([])
  })
})
