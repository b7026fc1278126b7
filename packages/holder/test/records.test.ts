import type { RecordView, Wallet } from '@velum/holder'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCertifier } from '../../binding/test/support/certificates.ts'
import { type BoundOffice, startBoundOffice } from './support/bound-office.ts'
import { newWallet } from './support/test-wallet.ts'

let office: BoundOffice
let chain: BoundOffice['chain']
let issuer: BoundOffice['issuer']
let recordOffered: BoundOffice['recordOffered']
let walletWithRecord: BoundOffice['walletWithRecord']
beforeAll(async () => {
  office = await startBoundOffice()
  ;({ chain, issuer, recordOffered, walletWithRecord } = office)
})
beforeEach(() => office.renew())
afterAll(() => office?.stop())

describe('a sealed record', () => {
  test('is kept in the words that were confirmed', async () => {
    const { wallet, view, id } = await walletWithRecord()
    const { claims, authority, date, title, issuer: shownIssuer, recordVersion } = view
    expect(await wallet.records.list()).toEqual([
      {
        ...{ credentialId: id, title, issuer: shownIssuer, claims, recordVersion, authority, date },
        ...{ publish: false, independentlySigned: false, state: 'waiting' },
      },
    ])
  })

  test('waits until its batch is on the chain, and is then followed to the root', async () => {
    const { wallet, id } = await walletWithRecord()
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
    const { wallet, id } = await walletWithRecord()
    await issuer.anchor()
    issuer.quirks.keeps = keeps
    const outcome = await wallet.records.refresh(id)
    expect(outcome).toMatchObject({ state })
    expect(outcome.anchoredInBatch).toBeUndefined()
  })

  test('that a later one of the same holder has replaced is not held for tampered with', async () => {
    const { wallet, id } = await walletWithRecord()
    const { credentials } = await wallet.confirmBinding({ view: await recordOffered(wallet), publish: false })
    await issuer.anchor()
    expect(await wallet.records.refresh(id)).toMatchObject({ state: 'replaced' })
    expect(await wallet.records.refresh(credentials[0]?.card.id ?? '')).toMatchObject({ state: 'anchored' })
  })

  test('stays as it was when the issuer cannot be asked', async () => {
    const { wallet, reopen, id } = await walletWithRecord()
    await issuer.anchor()
    const before = await wallet.records.refresh(id)
    const offline = await reopen({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    await expect(offline.records.refresh(id)).rejects.toMatchObject({ code: 'issuer-unreachable' })
    expect(await offline.records.list()).toEqual([before])
  })

  test('can be looked at after its card was deleted', async () => {
    const { wallet, id } = await walletWithRecord()
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
