import { randomBytes } from 'node:crypto'
import { type Account, createAccount, type EpochOptions } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'
import { rules } from './rules.ts'

let world: TestChain
let account: Account
beforeAll(async () => {
  world = await startTestChain()
  account = createAccount(world.fundedSecretKey)
})
afterAll(() => world?.stop())

const opening = () => world.chain.openingRegistry
const some = (length: number) => Uint8Array.from(randomBytes(length))
/** Has a compressed point's length and flags; the contract looks at no more. */
const somePoint = () => Uint8Array.from([0x80 | 0x01, ...randomBytes(47)])

async function register(trustees: Account[], threshold = 2) {
  const addresses = trustees.map(({ address }) => address)
  const authority = { salt: some(32), trustees: addresses, threshold, name: 'Harbour Oversight', rules }
  return opening().registerAuthority({ account, ...authority })
}

function someEpoch(id: string, trustees: Account[], epoch = 1): EpochOptions {
  return { id, epoch, key: somePoint(), verificationShares: trustees.map(somePoint), dkgHash: some(32) }
}

const signedBy = (trustees: Account[], epoch: EpochOptions) =>
  Promise.all(trustees.map((trustee) => opening().signEpoch({ ...epoch, account: trustee })))

describe('an authority', () => {
  it('is registered by anybody, under an id that is known before', async () => {
    const trustees = [newAccount(), newAccount(), newAccount()]
    const addresses = trustees.map(({ address }) => address)
    const salt = some(32)
    const id = opening().authorityId({ registrar: account.address, salt })
    expect(await opening().authority(id)).toBeUndefined()

    const authority = { trustees: addresses, threshold: 2, name: 'Harbour Oversight · 海港监督署', rules }
    const registered = await opening().registerAuthority({ account, salt, ...authority })
    expect(registered.id).toBe(id)
    expect(await opening().authority(id)).toEqual({ ...authority, registrar: account.address, epoch: 0 })
    expect(await opening().epochKey(id)).toBeUndefined()
    expect(await opening().epochs(id)).toEqual([])
    await expect(opening().registerAuthority({ account, salt, ...authority })).rejects.toMatchObject({
      reason: 'already-registered',
    })
  })

  it('has at least one trustee, each once, and a threshold that they can reach', async () => {
    const [one, other] = [newAccount(), newAccount()]
    await expect(register([], 1)).rejects.toMatchObject({ reason: 'invalid-trustees' })
    await expect(register([one, other, one])).rejects.toMatchObject({ reason: 'invalid-trustees' })
    expect(await codeOf(() => register([one, other], 0))).toBe('invalid-change')
    await expect(register([one, other], 3)).rejects.toMatchObject({ reason: 'invalid-threshold' })
  })
})

describe('an epoch’s key', () => {
  it('counts with every trustee’s signature, and the next replaces it', async () => {
    const trustees = [newAccount(), newAccount(), newAccount()]
    const { id } = await register(trustees)
    const [first, second] = [someEpoch(id, trustees), someEpoch(id, trustees, 2)]
    for (const epoch of [first, second]) {
      await opening().publishEpoch({ ...epoch, signatures: await signedBy(trustees, epoch), account })
    }
    expect(await opening().authority(id)).toMatchObject({ epoch: 2 })
    const { key, dkgHash } = second
    expect(await opening().epochKey(id)).toEqual({
      epoch: 2,
      key,
      dkgHash,
      publishedAt: expect.any(Date),
      revision: 0,
      destroyedBy: [],
    })
    expect(await opening().epochKey(id, 1)).toMatchObject({ epoch: 1, key: first.key })
    expect(await opening().epochKey(id, 3)).toBeUndefined()
    expect(await opening().epochs(id)).toMatchObject([first, second].map(({ id: _, ...epoch }) => epoch))
  })

  it('is refused without one of the signatures, or with another’s in its place', async () => {
    const trustees = [newAccount(), newAccount()]
    const [one, other] = trustees as [Account, Account]
    const { id } = await register(trustees)
    const epoch = someEpoch(id, trustees)
    for (const signers of [[one], [one, newAccount()], [other, one], [one, one], [one, other, other]]) {
      const signatures = await signedBy(signers, epoch)
      await expect(opening().publishEpoch({ ...epoch, signatures, account })).rejects.toMatchObject({
        code: 'change-refused',
        reason: 'not-signed-by-all',
      })
    }
    expect(await opening().epochKey(id)).toBeUndefined()
  })

  it('is refused when the trustees signed for anything else', async () => {
    const trustees = [newAccount(), newAccount()]
    const { id } = await register(trustees)
    const signed = someEpoch(id, trustees)
    const signatures = await signedBy(trustees, signed)
    const changes: Partial<EpochOptions>[] = [
      { key: somePoint() },
      { verificationShares: trustees.map(somePoint) },
      { dkgHash: some(32) },
      { id: (await register(trustees)).id },
    ]
    for (const change of changes) {
      const attempt = opening().publishEpoch({ ...signed, ...change, signatures, account })
      await expect(attempt).rejects.toMatchObject({ reason: 'not-signed-by-all' })
    }
  })

  it.each<[string, (epoch: EpochOptions) => Partial<EpochOptions>, string]>([
    ['of an epoch after the next', () => ({ epoch: 2 }), 'epoch-not-next'],
    ['that is not compressed', () => ({ key: new Uint8Array(48).fill(1) }), 'invalid-epoch-key'],
    ['at infinity', () => ({ key: Uint8Array.from([0xc0, ...new Uint8Array(47)]) }), 'invalid-epoch-key'],
    [
      'with a share too few',
      ({ verificationShares }) => ({ verificationShares: verificationShares.slice(1) }),
      'invalid-shares',
    ],
    ['of an authority that nobody registered', () => ({ id: `0x${'12'.repeat(32)}` }), 'unknown-authority'],
  ])('%s is refused', async (_, change, reason) => {
    const trustees = [newAccount(), newAccount()]
    const { id } = await register(trustees)
    const epoch = someEpoch(id, trustees)
    const wrong = { ...epoch, ...change(epoch) }
    const signatures = await signedBy(trustees, wrong)
    await expect(opening().publishEpoch({ ...wrong, signatures, account })).rejects.toMatchObject({ reason })
  })

  it('is not signed for in a wrong form', async () => {
    const trustee = newAccount()
    const epoch = { ...someEpoch(`0x${'12'.repeat(32)}`, [trustee]), account: trustee }
    for (const wrong of [
      { ...epoch, id: '0x12' },
      { ...epoch, epoch: 0 },
      { ...epoch, key: new Uint8Array(47) },
      { ...epoch, verificationShares: [new Uint8Array(96)] },
      { ...epoch, dkgHash: new Uint8Array(31) },
    ]) {
      expect(await codeOf(() => opening().signEpoch(wrong))).toBe('invalid-change')
    }
  })
})
