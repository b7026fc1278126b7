import { randomBytes } from 'node:crypto'
import { createAccount } from '@velum/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAuthority } from '../../src/index.ts'
import { rules, startTrustees } from './support.ts'

const some = (length: number) => Uint8Array.from(randomBytes(length))
let world: Awaited<ReturnType<typeof startTrustees>>
beforeAll(async () => {
  world = await startTrustees(2)
}, 120_000)
afterAll(() => world?.stop())

it('a refresh does not begin while a request has some approvals, and too few', {
  timeout: 120_000,
}, async () => {
  const { chain, fundedSecretKey } = world.test
  const { openingRegistry } = chain
  const [first, second] = [await world.open(1), await world.open(2)]
  try {
    const payer = createAccount(fundedSecretKey)
    const { id } = await first.register({
      ...{ name: 'Harbourtown Court', trustees: world.addresses, threshold: 2 },
      rules: { ...rules, delaySeconds: 0 },
    })
    await second.belongTo(id)
    const { publicKey: key, verificationShares, dkgHash } = createAuthority({ trustees: 2, threshold: 2 })
    const epoch = { id, epoch: 1, key, verificationShares, dkgHash }
    const accounts = [first.folder.account, second.folder.account]
    const signatures = await Promise.all(
      accounts.map((account) => openingRegistry.signEpoch({ ...epoch, account })),
    )
    await openingRegistry.publishEpoch({ ...epoch, signatures, account: payer })
    const { requestId } = await openingRegistry.requestOpening({
      ...{ authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) },
      ...{ requesterKey: some(32), answerTo: 'mailto:court@example', account: payer },
    })
    const approve = (trustee: number) =>
      openingRegistry.approveOpening({
        ...{ requestId, trustee, partialHash: some(32) },
        account: trustee === 1 ? first.folder.account : second.folder.account,
      })
    const begun = async () => (await openingRegistry.ceremonies(id, { blocks: 'newest' })).length
    /** Begins, and stops as soon as it has. */
    const refresh = () => {
      const stop = new AbortController()
      return second.takePart({
        ...{ begin: { refresh: 1 }, pollMilliseconds: 50, signal: stop.signal },
        onProgress: ({ type }) => type === 'begins' && stop.abort(new RangeError('begun')),
      })
    }

    await approve(1)
    await expect(refresh()).rejects.toMatchObject({ code: 'requests-half-approved' })
    expect(await begun()).toBe(0)
    await approve(2)
    await expect(refresh()).rejects.toThrow('begun')
    expect(await begun()).toBe(1)
  } finally {
    await Promise.all([first.close(), second.close()])
  }
})
