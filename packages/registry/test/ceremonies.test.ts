import { type Account, type CeremonyRound, createAccount } from '@velum/registry'
import { hexlify, verifyTypedData } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'
import { appoint, finalise, fund, later, sha256, some, somePoint } from './openings-world.ts'

let world: TestChain
let account: Account
beforeAll(async () => {
  // Finality two blocks behind: what is final and what is newest differ.
  world = await startTestChain({ slotsInEpoch: 1 })
  account = createAccount(world.fundedSecretKey)
})
afterAll(() => world?.stop())

const opening = () => world.chain.openingRegistry
const setUp = (options: { trustees?: number; threshold?: number } = {}) =>
  appoint({ chain: world.chain, account, ...options })

/** About what the messages of three of five weigh: commitments, a proof, four recipients; four encrypted shares. */
const REVEAL_BYTES = 700
const DEAL_BYTES = 1_250

describe('a ceremony', () => {
  it('is a log of what every trustee said, in the chain’s order', async () => {
    const { id, trustees } = await setUp()
    const by = (trustee: number) => ({ id, trustee, account: trustees[trustee - 1] as Account })
    const { ceremony, ...begun } = await opening().beginCeremony({ ...by(2), epoch: 2 })
    expect(ceremony).toBe(1)
    const reveals = trustees.map(() => some(REVEAL_BYTES))
    const said: Record<CeremonyRound, (i: number) => Uint8Array> = {
      1: (i) => sha256(reveals[i] as Uint8Array),
      2: (i) => reveals[i] as Uint8Array,
      3: () => some(DEAL_BYTES),
      4: () => some(65),
    }
    const expected: object[] = []
    let gas = begun.gasUsed
    for (const round of [1, 2, 3, 4] as const) {
      let inRound = 0
      for (const i of [4, 0, 1, 3, 2]) {
        const message = said[round](i)
        const receipt = await opening().broadcast({ ...by(i + 1), ceremony, round, message })
        const { gasUsed, ...place } = receipt
        expected.push({ round, trustee: i + 1, message, place: { ...place, at: expect.any(Date) } })
        inRound += gasUsed
      }
      console.log(`round ${round} of 3 of 5: ${inRound} gas`)
      gas += inRound
    }
    console.log(`a ceremony of 3 of 5 before its publication: ${gas} gas`)
    expect(gas).toBeLessThan(4_000_000)
    const [record] = await opening().ceremonies(id, { blocks: 'newest' })
    expect(record).toEqual({
      ceremony: 1,
      epoch: 2,
      by: 2,
      begun: expect.objectContaining({ transactionHash: begun.transactionHash }),
      broadcasts: expected,
    })
  })

  it('ends when its key is published', async () => {
    const { id, trustees, publish } = await setUp()
    const by = { id, trustee: 1, account: trustees[0] as Account }
    const { ceremony } = await opening().beginCeremony({ ...by, epoch: 2 })
    await publish(2, ceremony)
    const records = await opening().ceremonies(id, { blocks: 'newest' })
    const [, second] = await opening().epochs(id)
    expect(records).toHaveLength(1)
    expect(records[0]?.published?.transactionHash).toBe(second?.transactionHash)
  })

  it('is aborted by a trustee who says why, and begun again', async () => {
    const { id, trustees } = await setUp()
    const by = (trustee: number) => ({ id, trustee, account: trustees[trustee - 1] as Account })
    const begin = (trustee: number) => opening().beginCeremony({ ...by(trustee), epoch: 2 })
    const { ceremony } = await begin(1)
    await expect(begin(2)).rejects.toMatchObject({ reason: 'ceremony-under-way' })
    const evidence = some(40)
    const abort = { ...by(3), ceremony, accused: 5, evidence }
    await expect(opening().abortCeremony({ ...abort, accused: 6 })).rejects.toMatchObject({
      reason: 'unknown-trustee',
    })
    await opening().abortCeremony(abort)
    await expect(opening().abortCeremony(abort)).rejects.toMatchObject({ reason: 'ceremony-not-under-way' })
    expect((await begin(2)).ceremony).toBe(2)
    const [first, second] = await opening().ceremonies(id, { blocks: 'newest' })
    expect(first?.aborted).toEqual({ trustee: 3, accused: 5, evidence, place: expect.anything() })
    expect(second).toMatchObject({ ceremony: 2, by: 2, broadcasts: [] })
    expect(second).not.toHaveProperty('aborted')
  })

  it('hears each trustee once in each round, in turn, and the reveal that was committed to', async () => {
    const { id, trustees } = await setUp({ trustees: 2, threshold: 2 })
    const { ceremony } = await opening().beginCeremony({
      id,
      trustee: 1,
      account: trustees[0] as Account,
      epoch: 2,
    })
    const say = (trustee: number, round: CeremonyRound, message: Uint8Array) =>
      opening().broadcast({
        id,
        ceremony,
        trustee,
        round,
        message,
        account: trustees[trustee - 1] as Account,
      })
    const reveal = some(100)
    await expect(say(1, 1, some(31))).rejects.toMatchObject({ reason: 'invalid-message' })
    await say(1, 1, sha256(reveal))
    await expect(say(1, 1, sha256(reveal))).rejects.toMatchObject({ reason: 'already-broadcast' })
    await expect(say(1, 2, reveal)).rejects.toMatchObject({ reason: 'round-not-open' })
    await say(2, 1, some(32))
    await expect(say(1, 2, some(100))).rejects.toMatchObject({ reason: 'reveal-differs' })
    await say(1, 2, reveal)
    const stranger = { id, ceremony, trustee: 2, round: 2 as const, message: reveal, account }
    await expect(opening().broadcast(stranger)).rejects.toMatchObject({ reason: 'not-trustee' })
    expect(await codeOf(() => opening().broadcast({ ...stranger, trustee: 0 }))).toBe('invalid-change')
  })

  it('has messages that their trustees have signed, each for its own place only', async () => {
    const { chain } = world
    const account = newAccount()
    const message = { id: `0x${'a1'.repeat(32)}`, ceremony: 3, round: 2, trustee: 4, messageHash: some(32) }
    const signature = await opening().signCeremonyMessage({ ...message, account })
    const { id, trustee, ...rest } = message
    const [name, version, { chainId, contracts }] = ['Velum OpeningRegistry', '1', chain.deployment]
    const signer = verifyTypedData(
      { name, version, chainId, verifyingContract: contracts.openingRegistry },
      {
        CeremonyMessage: typesOf(
          'bytes32 authority,uint64 ceremony,uint8 round,uint16 index,bytes32 messageHash',
        ),
      },
      { ...rest, authority: id, index: trustee },
      hexlify(signature),
    )
    expect(signer.toLowerCase()).toBe(account.address)

    const check = { ...message, signature, signer: account.address }
    const others = [
      { id: `0x${'b2'.repeat(32)}` },
      { ceremony: 4 },
      { round: 3 },
      { trustee: 5 },
      { messageHash: some(32) },
      { signer: newAccount().address },
      { signature: some(65) },
      { signature: some(64) },
    ]
    expect(opening().isCeremonyMessageSignature(check)).toBe(true)
    for (const other of others) {
      expect(opening().isCeremonyMessageSignature({ ...check, ...other })).toBe(false)
    }
  })

  it('that was not final goes with the blocks that a reorganisation takes away', async () => {
    const { id, trustees } = await setUp()
    await finalise(world.chain)
    const by = (trustee: number) => ({ id, trustee, account: trustees[trustee - 1] as Account })
    await opening().beginCeremony({ ...by(1), epoch: 2 })
    expect(await opening().ceremonies(id, { blocks: 'newest' })).toHaveLength(1)
    expect(await opening().ceremonies(id, { blocks: 'final' })).toEqual([])
    await world.chain.provider.request({ method: 'anvil_reorg', params: [1, []] })
    expect(await opening().ceremonies(id, { blocks: 'newest' })).toEqual([])
    const { ceremony } = await opening().beginCeremony({ ...by(2), epoch: 2 })
    expect(ceremony).toBe(1)
    await finalise(world.chain)
    expect(await opening().ceremonies(id, { blocks: 'final' })).toMatchObject([{ ceremony: 1, by: 2 }])
  })
})

describe('shares', () => {
  it('are refreshed with every trustee’s signature, under the same key', async () => {
    const { id, trustees } = await setUp({ trustees: 3, threshold: 2 })
    const refresh = {
      id,
      epoch: 1,
      revision: 1,
      verificationShares: trustees.map(somePoint),
      dkgHash: some(32),
    }
    const signatures = await Promise.all(
      trustees.map((trustee) => opening().signRefresh({ ...refresh, account: trustee })),
    )
    const [first] = trustees as [Account]
    const check = { ...refresh, signature: signatures[0] as Uint8Array, signer: first.address }
    expect(opening().isRefreshSignature(check)).toBe(true)
    expect(opening().isRefreshSignature({ ...check, revision: 2 })).toBe(false)
    const key = (await opening().epochKey(id))?.key

    const wrong = { ...refresh, dkgHash: some(32), signatures, account }
    await expect(opening().publishRefresh(wrong)).rejects.toMatchObject({ reason: 'not-signed-by-all' })
    await opening().publishRefresh({ ...refresh, signatures, account })
    const again = opening().publishRefresh({ ...refresh, signatures, account })
    await expect(again).rejects.toMatchObject({ reason: 'revision-not-next' })

    expect(await opening().epochKey(id)).toMatchObject({ key, revision: 1 })
    const { epoch, revision, verificationShares, dkgHash } = refresh
    expect(await opening().refreshes(id)).toMatchObject([{ epoch, revision, verificationShares, dkgHash }])
    expect(await opening().refreshes(id, { blocks: 'final' })).toEqual([])
  })
})

describe('what a ceremony made', () => {
  it.each(['key', 'refresh'] as const)('is never published once it was aborted: a %s', async (kind) => {
    const { id, trustees } = await setUp({ trustees: 3, threshold: 2 })
    const epoch = kind === 'key' ? 2 : 1
    const by = (trustee: number) => ({ id, trustee, account: trustees[trustee - 1] as Account })
    const { ceremony } = await opening().beginCeremony({ ...by(1), epoch })
    const made = {
      ...{ id, ceremony, epoch, key: somePoint(), revision: 1 },
      ...{ verificationShares: trustees.map(somePoint), dkgHash: some(32) },
    }
    const sign = (content: typeof made) =>
      Promise.all(
        trustees.map((trustee) =>
          kind === 'key'
            ? opening().signEpoch({ ...content, account: trustee })
            : opening().signRefresh({ ...content, account: trustee }),
        ),
      )
    const publish = (content: typeof made, signatures: Uint8Array[]) =>
      kind === 'key'
        ? opening().publishEpoch({ ...content, signatures, account })
        : opening().publishRefresh({ ...content, signatures, account })
    const signatures = await sign(made)
    await opening().abortCeremony({ ...by(3), ceremony, accused: 0, evidence: new Uint8Array() })
    const refused = { code: 'change-refused', reason: 'ceremony-not-under-way' }
    await expect(publish(made, signatures)).rejects.toMatchObject(refused)
    const next = { ...made, ceremony: (await opening().beginCeremony({ ...by(2), epoch })).ceremony }
    await expect(publish(made, signatures)).rejects.toMatchObject(refused)
    await expect(publish(next, signatures)).rejects.toMatchObject({ reason: 'not-signed-by-all' })
    const { ceremony: _, ...elsewhere } = made
    const outside = await sign(elsewhere as typeof made)
    await expect(publish(elsewhere as typeof made, outside)).rejects.toMatchObject(refused)

    await publish(next, await sign(next))
    const [first, second] = await opening().ceremonies(id, { blocks: 'newest' })
    expect(first).toMatchObject({ ceremony: 1, aborted: { trustee: 3 } })
    expect(first?.published).toBeUndefined()
    expect(second).toMatchObject({ ceremony: 2, published: expect.anything() })
  })
})

describe('a trustee', () => {
  it('is replaced by a threshold of the others, whose signatures count once', async () => {
    const { id, trustees } = await setUp()
    const newcomer = newAccount()
    const replacement = { id, trustee: 5, replacement: newcomer.address }
    const signedBy = async (...numbers: number[]) =>
      Promise.all(
        numbers.map(async (trustee) => ({
          trustee,
          signature: await opening().signReplacement({
            ...replacement,
            account: trustees[trustee - 1] as Account,
          }),
        })),
      )
    const replace = (signatures: Awaited<ReturnType<typeof signedBy>>) =>
      opening().replaceTrustee({ ...replacement, signatures, account })
    await expect(replace(await signedBy(1, 2))).rejects.toMatchObject({ reason: 'not-enough-signers' })
    await expect(replace(await signedBy(1, 2, 2))).rejects.toMatchObject({ reason: 'invalid-signers' })
    const [one, two, three] = await signedBy(3, 1, 2)
    const signatures = [one, two, three] as Awaited<ReturnType<typeof signedBy>>
    const stolen = signatures.map((signed) => ({ ...signed, signature: some(65) }))
    await expect(replace(stolen)).rejects.toMatchObject({ code: 'change-refused' })
    await replace(signatures)
    expect((await opening().authority(id))?.trustees[4]).toBe(newcomer.address)
    expect(await opening().replacements(id)).toMatchObject([
      { trustee: 5, from: trustees[4]?.address, to: newcomer.address, nonce: 0 },
    ])
    await expect(replace(signatures)).rejects.toMatchObject({ reason: 'invalid-trustees' })
  })

  it('is seen by whatever it does, and its successor by nothing yet', async () => {
    const { id, trustees } = await setUp()
    const by = (trustee: number) => ({ id, trustee, account: trustees[trustee - 1] as Account })
    expect(await opening().signsOfLife(id)).toEqual(new Map())
    await opening().checkIn(by(1))
    await opening().checkIn(by(5))
    await later(world.chain, 100)
    const { ceremony } = await opening().beginCeremony({ ...by(2), epoch: 2 })
    await opening().broadcast({ ...by(3), ceremony, round: 1, message: some(32) })
    const requester = newAccount()
    await fund(world.chain, [requester])
    const asked = { authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) }
    const { requestId } = await opening().requestOpening({
      ...asked,
      requesterKey: some(32),
      answerTo: 'post',
      account: requester,
    })
    await opening().refuseOpening({ ...by(4), requestId, reasonHash: some(32) })

    const seen = await opening().signsOfLife(id)
    expect([...seen.keys()].sort()).toEqual([1, 2, 3, 4, 5])
    expect(Number(seen.get(4)) - Number(seen.get(1))).toBeGreaterThanOrEqual(100_000)

    const replacement = { id, trustee: 5, replacement: newAccount().address }
    const signatures = await Promise.all(
      [1, 2, 3].map(async (trustee) => ({
        trustee,
        signature: await opening().signReplacement({ ...replacement, account: by(trustee).account }),
      })),
    )
    await opening().replaceTrustee({ ...replacement, signatures, account })
    expect([...(await opening().signsOfLife(id)).keys()].sort()).toEqual([1, 2, 3, 4])
    const [record] = await opening().ceremonies(id, { blocks: 'newest' })
    expect(record?.aborted).toMatchObject({ trustee: 0, accused: 0 })
    await expect(opening().checkIn(by(5))).rejects.toMatchObject({ reason: 'not-trustee' })
  })
})

/** The fields of an EIP-712 type, from its text. */
const typesOf = (fields: string) =>
  fields.split(',').map((field) => {
    const [type, name] = field.split(' ') as [string, string]
    return { type, name }
  })
