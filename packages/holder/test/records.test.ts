import type { RecordView, Wallet } from '@velum/holder'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { createCertifier } from '../../binding/test/support/certificates.ts'
import { startBoundIssuer, type TestBoundIssuer } from './support/test-bound-issuer.ts'
import { newWallet } from './support/test-wallet.ts'

let chain: TestChain
let issuer: TestBoundIssuer
beforeAll(async () => {
  chain = await startTestChain()
  issuer = await startBoundIssuer(chain, await startAuthority(chain))
  await issuer.publishProfile()
})
beforeEach(() => {
  for (const quirk of Object.keys(issuer.quirks)) delete issuer.quirks[quirk as keyof typeof issuer.quirks]
})
afterAll(async () => {
  await issuer?.stop()
  await chain?.stop()
})

async function recordOffered(wallet: Wallet, claims = resident): Promise<RecordView> {
  const { toConfirm } = await wallet.acceptOffer({ view: await wallet.inspectOffer(issuer.offer(claims)) })
  if (toConfirm === undefined) throw new TypeError('nothing to confirm')
  return toConfirm
}

async function sealed() {
  const made = await newWallet(chain)
  const view = await recordOffered(made.wallet)
  const { credentials } = await made.wallet.confirmBinding({ view, publish: false })
  return { ...made, view, id: credentials[0]?.card.id ?? '' }
}

describe('a sealed record', () => {
  test('is kept in the words that were confirmed', async () => {
    const { wallet, view, id } = await sealed()
    const { claims, authority, date, title, issuer: shownIssuer, recordVersion } = view
    expect(await wallet.records.list()).toEqual([
      {
        ...{ credentialId: id, title, issuer: shownIssuer, claims, recordVersion, authority, date },
        ...{ publish: false, independentlySigned: false, state: 'waiting' },
      },
    ])
  })

  test('waits until its batch is on the chain, and is then followed to the root', async () => {
    const { wallet, id } = await sealed()
    const waiting = await wallet.records.refresh(id)
    expect(waiting).toMatchObject({ state: 'waiting' })
    expect(waiting.checkedAt).toBeDefined()
    await issuer.anchor()
    const anchored = await wallet.records.refresh(id)
    expect(anchored).toMatchObject({ state: 'anchored', anchoredInBatch: expect.any(Number) })
    expect(await wallet.records.list()).toEqual([anchored])
    expect((await wallet.credentials.get(id))?.record).toEqual(anchored)
  })

  test.each([
    ['has no such record', 'nothing', 'missing'],
    ['keeps another record at its address', 'another-record', 'mismatch'],
    ['shows a path that leads to no root on the chain', 'another-path', 'mismatch'],
  ] as const)('of which the issuer %s is not held for anchored', async (_, keeps, state) => {
    const { wallet, id } = await sealed()
    await issuer.anchor()
    issuer.quirks.keeps = keeps
    const outcome = await wallet.records.refresh(id)
    expect(outcome).toMatchObject({ state })
    expect(outcome.anchoredInBatch).toBeUndefined()
  })

  test('that a later one of the same holder has replaced is not held for tampered with', async () => {
    const { wallet, id } = await sealed()
    const { credentials } = await wallet.confirmBinding({ view: await recordOffered(wallet), publish: false })
    await issuer.anchor()
    expect(await wallet.records.refresh(id)).toMatchObject({ state: 'replaced' })
    expect(await wallet.records.refresh(credentials[0]?.card.id ?? '')).toMatchObject({ state: 'anchored' })
  })

  test('stays as it was when the issuer cannot be asked', async () => {
    const { wallet, reopen, id } = await sealed()
    await issuer.anchor()
    const before = await wallet.records.refresh(id)
    const offline = await reopen({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    await expect(offline.records.refresh(id)).rejects.toMatchObject({ code: 'issuer-unreachable' })
    expect(await offline.records.list()).toEqual([before])
  })

  test('can be looked at after its card was deleted', async () => {
    const { wallet, id } = await sealed()
    await issuer.anchor()
    await wallet.credentials.delete(id)
    expect(await wallet.records.refresh(id)).toMatchObject({ state: 'anchored' })
    await expect(wallet.records.refresh('another')).rejects.toMatchObject({ code: 'record-not-found' })
  })
})

describe('an independently certified key', () => {
  async function certified(wallet: Wallet, view: RecordView) {
    const certifier = await createCertifier()
    const key = await certifier.certify({ subject: 'CN=Mei-Lin Ōtani' })
    const toSign = await wallet.recordToSign(view)
    return { certificate: key.certificate, signature: await key.sign(toSign) }
  }

  test('signs the record with its owner, and the issuer must not leave its signature out', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const independent = await certified(wallet, view)
    const { credentials } = await wallet.confirmBinding({ view, publish: false, independent })
    expect(issuer.registrations.at(-1)?.independent).toEqual(independent)
    expect(await wallet.records.list()).toMatchObject([{ independentlySigned: true }])
    await issuer.anchor()
    expect(await wallet.records.refresh(credentials[0]?.card.id ?? '')).toMatchObject({ state: 'anchored' })
  })

  test('of which the issuer leaves the signature out makes the wallet refuse the card', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const independent = await certified(wallet, view)
    issuer.quirks.leavesOutCertificates = true
    await expect(wallet.confirmBinding({ view, publish: false, independent })).rejects.toMatchObject({
      code: 'record-mismatch',
    })
  })

  test('that has signed another record is refused before anything is sent', async () => {
    const { wallet } = await newWallet(chain)
    const stranger = (await newWallet(chain)).wallet
    const independent = await certified(stranger, await recordOffered(stranger))
    const view = await recordOffered(wallet)
    const before = issuer.registrations.length
    await expect(wallet.confirmBinding({ view, publish: false, independent })).rejects.toMatchObject({
      code: 'independent-signature-invalid',
    })
    expect(issuer.registrations).toHaveLength(before)
  })
})
