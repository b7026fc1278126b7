import { randomBytes } from 'node:crypto'
import { type Chain, createAccount, type OpeningRecord } from '@velum/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkBackup, createAuthority, makeBackup, openTrustee } from '../../src/index.ts'
import { keepPart, listParts } from '../../src/trustee/kept-part.ts'
import { drawn, fund, rules, startTrustees } from './support.ts'

const some = (length: number) => Uint8Array.from(randomBytes(length))
const lifetimeSeconds = 3_600
let world: Awaited<ReturnType<typeof startTrustees>>
let id: string
let requestId: string
let hash: Uint8Array

async function publishEpoch(epoch: number) {
  const { openingRegistry } = world.test.chain
  const { publicKey: key, verificationShares, dkgHash } = createAuthority({ trustees: 2, threshold: 2 })
  const published = { id, epoch, key, verificationShares, dkgHash }
  const accounts = [await accountOf(1), await accountOf(2)]
  const signatures = await Promise.all(
    accounts.map((account) => openingRegistry.signEpoch({ ...published, account })),
  )
  await openingRegistry.publishEpoch({ ...published, signatures, account: accounts[0] as never })
}

const accountOf = (number: number) => world.as(number, async ({ folder }) => folder.account)

const pass = async (seconds: number) => {
  const { provider } = world.test.chain
  await provider.request({ method: 'evm_increaseTime', params: [seconds] })
  await provider.request({ method: 'anvil_mine', params: ['0x2'] })
}

/** As their programs do it, but for the part, which is any. */
async function approve(number: number, partialHash: Uint8Array) {
  const account = await accountOf(number)
  await world.test.chain.openingRegistry.approveOpening({ requestId, trustee: number, partialHash, account })
}

/** What trustee 1 does at a node that answers as `answer` has it. */
async function handOver(
  answer: (openings: () => Promise<OpeningRecord[]>, blocks: string) => Promise<OpeningRecord[]>,
) {
  const { chain } = world.test
  const { openingRegistry } = chain
  const wrapped: Chain = {
    ...chain,
    openingRegistry: {
      ...openingRegistry,
      openings: (options) => answer(() => openingRegistry.openings(options), options.blocks),
    },
  }
  const folder = world.folders[0] as string
  const trustee = await openTrustee({ folder, passphrase: drawn, chain: wrapped, now: () => new Date() })
  try {
    return await trustee.handOver({ requestId })
  } finally {
    await trustee.close()
  }
}

const parts = async () => (await listParts(world.folders[0] as string)).map((part) => part.requestId)

beforeAll(async () => {
  world = await startTrustees(2)
  const made = await world.as(1, (trustee) =>
    trustee.register({
      ...{ name: 'Harbourtown Court', trustees: world.addresses, threshold: 2 },
      rules: { ...rules, delaySeconds: 0, lifetimeSeconds, quota: 100 },
    }),
  )
  id = made.id
  await world.as(2, (trustee) => trustee.belongTo(id))
  await publishEpoch(1)
}, 180_000)
afterAll(() => world?.stop())

beforeEach(async () => {
  for (const address of world.addresses) await fund(world.test, address)
  const { openingRegistry } = world.test.chain
  const made = await openingRegistry.requestOpening({
    ...{ authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) },
    ...{ requesterKey: some(32), answerTo: 'mailto:court@example' },
    account: createAccount(world.test.fundedSecretKey),
  })
  requestId = made.requestId
  hash = some(32)
  await world.as(1, ({ folder }) =>
    keepPart(
      folder,
      { requestId, epoch: 1, revision: 0 },
      { requestId, trustee: 1, hash, sealed: some(400) },
    ),
  )
})

describe('a trustee’s part', { timeout: 120_000 }, () => {
  it('outlives a last approval that comes, and a time that ends, while the chain is read', async () => {
    await approve(1, hash)
    let isBefore = true
    const found = await handOver(async (openings) => {
      const records = await openings()
      if (isBefore) {
        isBefore = false
        await approve(2, some(32))
        await pass(lifetimeSeconds)
      }
      return records
    })
    expect(await parts()).toContain(requestId)
    expect(found).toMatchObject({ handedOver: true, partial: { hash } })
  })

  it('outlives a node of which one half has not seen the last approval yet', async () => {
    await approve(1, hash)
    const stale = await world.test.chain.openingRegistry.openings({ blocks: 'final', authority: id })
    await approve(2, some(32))
    await pass(lifetimeSeconds)
    await handOver(async (openings, blocks) => (blocks === 'final' ? stale : openings()))
    expect(await parts()).toContain(requestId)
    expect(await handOver((openings) => openings())).toMatchObject({ handedOver: true, partial: { hash } })
  })

  it('is destroyed when the time of its request is over, and too few have approved', async () => {
    await approve(1, hash)
    expect(await handOver((openings) => openings())).toMatchObject({ reason: 'approvals-too-few' })
    expect(await parts()).toContain(requestId)
    await pass(lifetimeSeconds)
    expect(await handOver((openings) => openings())).toMatchObject({ reason: 'request-expired' })
    expect(await parts()).not.toContain(requestId)
  })

  it('that lies damaged in a backup is found when the backup is checked', async () => {
    const folder = world.folders[0] as string
    const another = { requestId: `0x${'ab'.repeat(32)}`, epoch: 1, revision: 0 }
    await world.as(1, (trustee) =>
      keepPart(trustee.folder, another, { ...another, trustee: 1, hash, sealed: some(400) }),
    )
    const { address } = await checkBackup(await makeBackup(folder), drawn)
    expect(address).toBe(world.addresses[0])
    const found = await listParts(folder)
    const damaged = found.find((part) => part.requestId === requestId)
    const other = found.find((part) => part.requestId === another.requestId)
    const backup = JSON.parse(await makeBackup(folder))
    const name = damaged?.name ?? ''
    const octets = Buffer.from(backup.files[name], 'base64')
    octets.writeUInt8(octets.readUInt8(octets.length - 1) ^ 1, octets.length - 1)
    const swapped = { ...backup.files, [name]: backup.files[other?.name ?? ''] }
    for (const files of [{ ...backup.files, [name]: octets.toString('base64') }, swapped]) {
      const checked = checkBackup(JSON.stringify({ ...backup, files }), drawn)
      await expect(checked).rejects.toMatchObject({ code: 'file-malformed' })
    }
  })

  // Last: its epoch is over then.
  it('that enough approved is not destroyed with its epoch, until the requester has its result', async () => {
    const { openingRegistry } = world.test.chain
    for (const number of [1, 2]) await approve(number, number === 1 ? hash : some(32))
    await publishEpoch(2)
    await pass(rules.retentionSeconds + lifetimeSeconds + 60)
    const [wanted, destroyed] = [requestId, await world.as(1, (trustee) => trustee.destroyRetired())]
    expect(destroyed).toMatchObject([{ epoch: 1 }])
    expect(destroyed[0]?.keptParts).toContain(wanted)
    expect(await handOver((openings) => openings())).toMatchObject({ handedOver: true, partial: { hash } })
    const account = createAccount(world.test.fundedSecretKey)
    await openingRegistry.closeOpening({ requestId, resultHash: some(32), account })
    expect(await world.as(1, (trustee) => trustee.destroyRetired())).toEqual([])
    expect(await parts()).not.toContain(wanted)
  })
})
