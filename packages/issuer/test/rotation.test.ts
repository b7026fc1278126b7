import { setTimeout as sleep } from 'node:timers/promises'
import { parseCredential, residentIdTemplate, verifyIssued } from '@velum/credential'
import { decodeMultikey, encodeMultikeyBytes } from '@velum/did'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { claim, reopen, resolverOf, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

let chain: TestChain
let setup: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  setup = await startTestIssuer({ chain: chain.chain })
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

const day = 86_400

async function issueOne(): Promise<unknown> {
  const offer = await setup.issuer.createOffer({ template: 'resident-id', claims: resident })
  const [credential] = await claim({ link: offer.link(), txCode: offer.txCode })
  return credential
}

function verify(credential: unknown) {
  return verifyIssued({
    credential,
    template: residentIdTemplate,
    resolver: resolverOf(chain.chain),
    now: () => new Date(),
  })
}

test('credentials of the old key stay valid through the overlap and end with it; the new key signs at once', async () => {
  const old = await issueOne()
  const rotated = await setup.issuer.rotateKey({ kind: 'credential', overlapSeconds: 20 })
  const fresh = await issueOne()
  expect(parseCredential(old).proof.verificationMethod).toContain(rotated.oldKey)
  expect(parseCredential(fresh).proof.verificationMethod).toContain(rotated.newKey)
  expect(await verify(old)).toMatchObject({ accepted: true })
  expect(await verify(fresh)).toMatchObject({ accepted: true })
  const before = await setup.issuer.listKeys()
  expect(before.find(({ id }) => id === rotated.oldKey)).toMatchObject({ state: 'retiring' })

  // The resolver goes by the real clock, so the overlap has really to end.
  await sleep(rotated.oldKeyEndsAt.getTime() - Date.now() + 2000)
  await setup.issuer.upkeep()
  expect(await verify(old)).toMatchObject({ accepted: false, reason: 'issuer-key-unknown' })
  expect(await verify(fresh)).toMatchObject({ accepted: true })
  const after = await setup.issuer.listKeys()
  expect(after.find(({ id }) => id === rotated.oldKey)).toMatchObject({ state: 'retired' })
})

test('a new status key signs every list anew, so that they verify beyond the overlap', async () => {
  const credential = await issueOne()
  const rotated = await setup.issuer.rotateKey({ kind: 'status', overlapSeconds: 3600 })
  const list = await (await fetch(`${setup.issuer.url}/status/1`)).text()
  expect(list).toContain(rotated.newKey)
  expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'valid' })
})

test('a rotation killed after storing the key is finished by the next start', async () => {
  const dead = { ...chain.chain, send: () => Promise.reject(new Error('killed')) }
  await setup.store.close()
  const dying = await reopen({ dataDir: setup.folder, chain: dead })
  await expect(dying.issuer.rotateKey({ kind: 'credential', overlapSeconds: day })).rejects.toThrow('killed')
  expect((await dying.issuer.listKeys()).some(({ state }) => state === 'publishing')).toBe(true)
  await dying.store.close()
  await setup.restart()
  await setup.issuer.settle()
  const keys = await setup.issuer.listKeys()
  expect(keys.some(({ state }) => state === 'publishing')).toBe(false)
  expect(keys.filter(({ kind, state }) => kind === 'credential' && state === 'active')).toHaveLength(1)
  expect(await verify(await issueOne())).toMatchObject({ accepted: true })
})

test('an overlap of nothing or of more than ten years is refused', async () => {
  for (const overlapSeconds of [0, -1, 0.5, 4e9]) {
    await expect(setup.issuer.rotateKey({ kind: 'credential', overlapSeconds })).rejects.toMatchObject({
      code: 'overlap-invalid',
    })
  }
})

test('a key that a reorganisation took back is put on the chain again, and so is the end of the one before', async () => {
  const rotated = await setup.issuer.rotateKey({ kind: 'credential', overlapSeconds: day })
  const credential = await issueOne()
  await chain.chain.provider.request({ method: 'anvil_reorg', params: [2, []] })
  expect(await verify(credential)).toMatchObject({ accepted: false, reason: 'issuer-key-unknown' })
  await setup.issuer.upkeep()
  expect(await verify(credential)).toMatchObject({ accepted: true })
  const [identity] = setup.issuer.did.split(':').slice(-1)
  const history = await chain.chain.didRegistry.history(identity ?? '')
  const ends = new Map(
    history.flatMap((change) =>
      change.kind === 'attribute'
        ? [[Buffer.from(change.value).toString('hex'), change.validTo.getTime()]]
        : [],
    ) as [string, number][],
  )
  const endOf = (key: string) =>
    ends.get(Buffer.from(encodeMultikeyBytes(decodeMultikey(key))).toString('hex')) ?? 0
  expect(Math.abs(endOf(rotated.oldKey) - rotated.oldKeyEndsAt.getTime())).toBeLessThan(3600_000)
  expect(endOf(rotated.newKey)).toBeGreaterThan(Date.now() + 9 * 365 * day * 1000)

  const before = history.length
  await setup.issuer.upkeep()
  expect(await chain.chain.didRegistry.history(identity ?? '')).toHaveLength(before)
})
