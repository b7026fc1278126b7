import { decodeIssuedBinding, encodeIssuedBinding, type IssuedBinding } from '@velum/binding'
import { boundResidentIdTemplate } from '@velum/credential'
import type { RecordView } from '@velum/holder'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAuthority } from '../../../e2e/support/authority.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { type BoundOffice, startBoundOffice } from './support/bound-office.ts'
import { startBoundIssuer } from './support/test-bound-issuer.ts'
import { newWallet } from './support/test-wallet.ts'

let office: BoundOffice
let chain: BoundOffice['chain']
let authority: BoundOffice['authority']
let issuer: BoundOffice['issuer']
let recordOffered: BoundOffice['recordOffered']
let walletWithRecord: BoundOffice['walletWithRecord']
beforeAll(async () => {
  office = await startBoundOffice()
  ;({ chain, authority, issuer, recordOffered, walletWithRecord } = office)
})
beforeEach(() => office.renew())
afterAll(() => office?.stop())

const sealedClaims = [
  ['familyName', 'Ōtani'],
  ['givenName', 'Mei-Lin'],
  ['familyNameZh', '欧阳'],
  ['givenNameZh', '美琳'],
  ['birthDate', '1969-07-20'],
  ['sex', 'F'],
  ['nationality', 'UTO'],
  ['residentNumber', 'VL0000000042'],
  ['documentNumber', 'R00000042'],
]

describe('the offer of a bound credential', () => {
  test('first shows the record that would be sealed, in words, and who together could open it', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    expect(view.claims.map(({ name, value }) => [name, value])).toEqual(sealedClaims)
    expect(view.claims[0]?.label).toEqual(boundResidentIdTemplate.labels.familyName)
    expect(view).toMatchObject({
      title: { en: 'Resident ID, bound to its holder' },
      issuer: { did: issuer.did, name: { en: 'Harbourtown City Hall' }, host: new URL(issuer.url).host },
      // By the chain's word, not by the issuer's.
      authority: { id: authority.id, name: 'Harbourtown Court', threshold: 2, trustees: 3, epoch: 1 },
      date: new Date().toISOString().slice(0, 10),
      mayPublish: true,
    })
    expect(structuredClone(view)).toEqual(view)
    expect(await wallet.credentials.list()).toEqual([])
    expect(issuer.registrations).toHaveLength(0)
  })

  test('brings a card that is bound, once the record is confirmed', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const steps: string[] = []
    const { credentials } = await wallet.confirmBinding({
      view,
      publish: true,
      onProgress: (step) => steps.push(step),
    })
    expect(steps).toEqual(['registering', 'requesting', 'checking', 'storing'])
    expect(credentials).toMatchObject([{ alreadyHeld: false, card: { bound: true, state: 'valid' } }])
    expect(issuer.registrations.at(-1)).toMatchObject({ publish: true, date: view.date })
    const detail = await wallet.credentials.get(credentials[0]?.card.id ?? '')
    expect(detail?.claims.map(({ name }) => name)).not.toContain('binding')
    expect(detail?.record).toMatchObject({
      state: 'waiting',
      publish: true,
      independentlySigned: false,
      authority: { name: 'Harbourtown Court' },
    })
  })

  test('keeps the copies that came with a card, and drops them with it', async () => {
    issuer.quirks.gives = 3
    const { wallet, vault } = await newWallet(chain)
    const { credentials } = await wallet.confirmBinding({ view: await recordOffered(wallet), publish: false })
    expect(await wallet.credentials.list()).toHaveLength(1)
    expect(await vault.list({ name: 'copies' })).toMatchObject([{ value: { copies: [{}, {}], shownTo: {} } }])
    await wallet.credentials.delete(credentials[0]?.card.id ?? '')
    expect(await vault.list({ name: 'copies' })).toEqual([])
  })

  test('registers the same secrets for every credential of the wallet, also after a restart and from a backup', async () => {
    const before = issuer.registrations.length
    const { wallet, reopen, restore } = await newWallet(chain)
    await wallet.confirmBinding({ view: await recordOffered(wallet), publish: false })
    const reopened = await reopen()
    await reopened.confirmBinding({ view: await recordOffered(reopened), publish: false })
    const restored = await restore()
    await restored.confirmBinding({ view: await recordOffered(restored), publish: false })
    const stranger = (await newWallet(chain)).wallet
    await stranger.confirmBinding({ view: await recordOffered(stranger), publish: false })

    const [first, second, third, other] = issuer.registrations.slice(before)
    expect(second).toMatchObject({ reg: first?.reg, regN: first?.regN })
    expect(third).toMatchObject({ reg: first?.reg, regN: first?.regN })
    expect(other?.reg).not.toEqual(first?.reg)
    expect(other?.regN).not.toEqual(first?.regN)
  })

  test('puts no secret into any view', async () => {
    const { wallet, vault, id } = await walletWithRecord()
    const stored = JSON.parse(JSON.stringify(await vault.list({ name: 'secrets' })))
    const [{ value: secrets }] = stored
    const [{ value: binding }] = JSON.parse(JSON.stringify(await vault.list({ name: 'bindings' })))
    const shown = JSON.stringify([
      await wallet.credentials.list(),
      await wallet.credentials.get(id),
      await wallet.records.list(),
      await wallet.history.list(),
    ])
    const { signatureB, bindingB } = binding.kept
    const kept = [secrets.holderSecret, secrets.nymSecret, binding.binding, signatureB, bindingB]
    for (const secret of kept) {
      expect(secret).toMatch(/^[0-9a-f]{64,}$/)
      expect(shown).not.toContain(secret)
    }
  })
})

describe('after a lost answer', () => {
  test('the same confirmation brings the same credential, under one registration', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const before = issuer.registrations.length
    issuer.quirks.losesAnswers = 1
    await expect(wallet.confirmBinding({ view, publish: false })).rejects.toMatchObject({
      code: 'issuer-failed',
    })
    expect(await wallet.credentials.list()).toEqual([])
    const { credentials } = await wallet.confirmBinding({ view, publish: false })
    expect(credentials).toHaveLength(1)
    expect(issuer.registrations.length - before).toBe(1)
  })

  test('the choice about publishing stands, since the issuer may have acted on it', async () => {
    const { wallet } = await newWallet(chain)
    const offer = await wallet.inspectOffer(issuer.offer())
    const { toConfirm } = await wallet.acceptOffer({ view: offer })
    const view = toConfirm as RecordView
    issuer.quirks.losesAnswers = 1
    await expect(wallet.confirmBinding({ view, publish: true })).rejects.toThrow()
    await expect(wallet.confirmBinding({ view, publish: false })).rejects.toMatchObject({
      code: 'choice-already-sent',
    })
    const again = await wallet.acceptOffer({ view: offer })
    expect(again.toConfirm).toMatchObject({ id: view.id, confirmedWith: { publish: true } })
    expect((await wallet.confirmBinding({ view, publish: true })).credentials).toHaveLength(1)
  })

  test('of a forgotten session the wallet registers anew for what the holder has seen', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    issuer.quirks.forgetsSessions = true
    const { credentials } = await wallet.confirmBinding({ view, publish: false })
    expect(credentials).toHaveLength(1)
  })

  test('of a forgotten session nothing is signed that the holder has not seen', async () => {
    const { wallet } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const before = issuer.registrations.length
    issuer.quirks.forgetsSessions = true
    issuer.quirks.record = (record) => ({ ...record, claims: { ...record.claims, familyName: 'Another' } })
    await expect(wallet.confirmBinding({ view, publish: false })).rejects.toMatchObject({
      code: 'record-changed',
    })
    expect(issuer.registrations).toHaveLength(before)
  })
})

describe('an offer of a bound credential is refused before anything is signed when', () => {
  const accept = async () => {
    const { wallet } = await newWallet(chain)
    return wallet.acceptOffer({ view: await wallet.inspectOffer(issuer.offer()) })
  }

  test('the chain does not know the authority', async () => {
    issuer.quirks.authority = ({ epoch }) => ({ id: `0x${'ee'.repeat(32)}`, epoch })
    await expect(accept()).rejects.toMatchObject({ code: 'authority-not-current' })
  })

  test('the epoch is not the newest', async () => {
    issuer.quirks.authority = ({ id, epoch }) => ({ id, epoch: epoch + 1 })
    await expect(accept()).rejects.toMatchObject({ code: 'epoch-not-current' })
  })

  test.each<[string, (typeof issuer.quirks)['record']]>([
    ['for another authority', (record) => ({ ...record, authority: `0x${'ee'.repeat(32)}` })],
    ['of another template', (record) => ({ ...record, template: `sha256-${'A'.repeat(43)}=` })],
    ['with a claim that the template does not seal', (record) => withClaims(record, { region: 'North' })],
    ['without a claim that the template seals', (record) => ({ ...record, claims: { familyName: 'Ōtani' } })],
  ])('the record is %s', async (_, alter) => {
    if (alter) issuer.quirks.record = alter
    await expect(accept()).rejects.toMatchObject({ code: 'record-differs' })
  })

  const withClaims = <Record extends { claims: object }>(record: Record, claims: object) => ({
    ...record,
    claims: { ...record.claims, ...claims },
  })
})

describe('a bound credential is not kept when', () => {
  async function confirmed(): Promise<unknown> {
    const { wallet, vault } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const outcome = await wallet.confirmBinding({ view, publish: false }).catch((error) => error)
    for (const name of ['credentials', 'bindings', 'records']) expect(await vault.list({ name })).toEqual([])
    return outcome
  }

  test('it says something else about its holder than the record', async () => {
    issuer.quirks.claims = { ...resident, familyName: 'Another' }
    expect(await confirmed()).toMatchObject({ code: 'record-differs' })
  })

  test('its binding holds another number than it says', async () => {
    issuer.quirks.alter = (made) => {
      const { numbers, ...rest } = decodeIssuedBinding(made.bindings[0] as Uint8Array) as IssuedBinding
      const [expiry = 0, birthDate = 0] = numbers
      return { ...made, bindings: [encodeIssuedBinding({ ...rest, numbers: [expiry + 1, birthDate] })] }
    }
    expect(await confirmed()).toMatchObject({ code: 'credential-rejected', reason: 'binding-invalid' })
  })

  test('its copies say different things', async () => {
    issuer.quirks.gives = 3
    issuer.quirks.copyClaims = { ...resident, sex: 'M' }
    expect(await confirmed()).toMatchObject({ code: 'record-differs' })
  })

  test('its copies are one and the same', async () => {
    issuer.quirks.gives = 3
    issuer.quirks.alter = ({ credentials, bindings, record }) => ({
      credentials: credentials.map(() => credentials[0]),
      bindings: bindings.map(() => bindings[0] as Uint8Array),
      record,
    })
    expect(await confirmed()).toMatchObject({ code: 'credential-rejected', reason: 'binding-invalid' })
  })

  test('more copies come than were asked for', async () => {
    issuer.quirks.alter = ({ credentials, bindings, record }) => ({
      credentials: [...credentials, ...credentials],
      bindings: [...bindings, ...bindings],
      record,
    })
    expect(await confirmed()).toMatchObject({ code: 'issuer-failed' })
  })

  test('its binding is somebody else’s', async () => {
    let other: Uint8Array | undefined
    issuer.quirks.alter = (made) => {
      const bindings = other === undefined ? made.bindings : [other]
      other = made.bindings[0]
      return { ...made, bindings }
    }
    await walletWithRecord()
    expect(await confirmed()).toMatchObject({ code: 'credential-rejected', reason: 'binding-invalid' })
  })

  test('what was sealed is not what was signed', async () => {
    issuer.quirks.seals = 'a record that nobody has signed'
    expect(await confirmed()).toMatchObject({ code: 'record-mismatch' })
  })

  test('it was sealed where nobody would find it', async () => {
    issuer.quirks.alter = (made) => ({ ...made, record: { ...made.record, address: new Uint8Array(32) } })
    expect(await confirmed()).toMatchObject({ code: 'record-mismatch' })
  })

  test('its issuer has published another profile for its kind since', async () => {
    const { wallet, vault } = await newWallet(chain)
    const view = await recordOffered(wallet)
    const other = await startAuthority({ ...chain, name: 'Another court' })
    await issuer.publishProfile({ authority: other.id })
    const outcome = await wallet.confirmBinding({ view, publish: false }).catch((error: unknown) => error)
    await issuer.publishProfile()
    expect(outcome).toMatchObject({ code: 'credential-rejected', reason: 'profile-stale' })
    expect(await vault.list({ name: 'credentials' })).toEqual([])
  })

  test('its issuer has published none, of which the wallet makes no registration', async () => {
    const unpublished = await startBoundIssuer(chain, authority)
    const { wallet } = await newWallet(chain)
    const view = await wallet.inspectOffer(unpublished.offer())
    await expect(wallet.acceptOffer({ view })).rejects.toMatchObject({ code: 'issuer-not-proved' })
    expect(unpublished.registrations).toEqual([])
    await unpublished.stop()
  })
})
