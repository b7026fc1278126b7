import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Chain, createAccount } from '@velum/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAuthority, openTrustee } from '../../src/index.ts'
import { drawn, rules, startTrustees } from './support.ts'

const some = (length: number) => Uint8Array.from(randomBytes(length))
const reason = 'The document is no claim.'
let world: Awaited<ReturnType<typeof startTrustees>>
let id: string

beforeAll(async () => {
  world = await startTrustees(1)
  const { openingRegistry } = world.test.chain
  const made = await world.as(1, (trustee) =>
    trustee.register({
      ...{ name: 'Harbourtown Court', trustees: world.addresses, threshold: 1 },
      rules: { ...rules, delaySeconds: 0, quota: 100 },
    }),
  )
  id = made.id
  const { publicKey: key, verificationShares, dkgHash } = createAuthority({ trustees: 1, threshold: 1 })
  const account = await world.as(1, async ({ folder }) => folder.account)
  const epoch = { id, epoch: 1, key, verificationShares, dkgHash, account }
  await openingRegistry.publishEpoch({ ...epoch, signatures: [await openingRegistry.signEpoch(epoch)] })
}, 120_000)
afterAll(() => world?.stop())

async function request(): Promise<string> {
  const { requestId } = await world.test.chain.openingRegistry.requestOpening({
    ...{ authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) },
    ...{ requesterKey: some(32), answerTo: 'mailto:court@example' },
    account: createAccount(world.test.fundedSecretKey),
  })
  return requestId
}

const refuse = (requestId: string, why = reason) =>
  world.as(1, (trustee) => trustee.refuse({ requestId, reason: why }))

/** The power fails between the file and the vote. */
async function refuseInVain(requestId: string) {
  const { chain } = world.test
  const refuseOpening = () => Promise.reject(new RangeError('no power'))
  const cut: Chain = { ...chain, openingRegistry: { ...chain.openingRegistry, refuseOpening } }
  const folder = world.folders[0] as string
  const trustee = await openTrustee({ folder, passphrase: drawn, chain: cut, now: () => new Date() })
  try {
    await expect(trustee.refuse({ requestId, reason })).rejects.toThrow('no power')
  } finally {
    await trustee.close()
  }
}

async function votes(requestId: string) {
  const records = await world.test.chain.openingRegistry.openings({ blocks: 'newest', authority: id })
  return records.find((one) => one.requestId === requestId)?.refusals.map(({ reasonHash }) => reasonHash)
}

const fileOf = (requestId: string) => join(world.folders[0] as string, 'refusals', `${requestId}.json`)
const hashOf = (octets: Uint8Array) => Uint8Array.from(createHash('sha256').update(octets).digest())

it('a refusal that was cut off after its file goes on with that file, and is said again as it was', async () => {
  const requestId = await request()
  await refuseInVain(requestId)
  expect(await votes(requestId)).toEqual([])
  const kept = await readFile(fileOf(requestId))
  await expect(refuse(requestId, 'Another reason.')).rejects.toMatchObject({ code: 'reason-differs' })
  expect(await votes(requestId)).toEqual([])
  expect(await refuse(requestId)).toMatchObject({ again: false, hash: hashOf(kept) })
  expect(await votes(requestId)).toEqual([hashOf(kept)])
  expect(await refuse(requestId)).toMatchObject({ again: true, hash: hashOf(kept) })
  expect(await readFile(fileOf(requestId))).toEqual(kept)
  expect(await votes(requestId)).toHaveLength(1)
  await expect(refuse(requestId, 'Another reason.')).rejects.toMatchObject({ code: 'already-voted' })
})

it('a damaged reason is not written over, and a vote with a reason that is gone is not made again', async () => {
  const damaged = await request()
  await refuseInVain(damaged)
  await writeFile(fileOf(damaged), 'damaged')
  await expect(refuse(damaged)).rejects.toMatchObject({ code: 'file-malformed' })
  expect(await readFile(fileOf(damaged), 'utf8')).toBe('damaged')
  const requestId = await request()
  const account = await world.as(1, async ({ folder }) => folder.account)
  const vote = { requestId, trustee: 1, reasonHash: some(32), account }
  await world.test.chain.openingRegistry.refuseOpening(vote)
  await expect(refuse(requestId)).rejects.toMatchObject({ code: 'already-voted' })
})
