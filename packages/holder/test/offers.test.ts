import { residentIdTemplate } from '@velum/credential'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { startIssuer, type TestIssuer } from './support/test-issuer.ts'
import { newWallet } from './support/test-wallet.ts'

let chain: TestChain
let issuer: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  issuer = await startIssuer(chain)
})
afterEach(() => {
  for (const quirk of Object.keys(issuer.quirks)) delete issuer.quirks[quirk as keyof typeof issuer.quirks]
})
afterAll(async () => {
  await issuer?.stop()
  await chain?.stop()
})

describe('an offer', () => {
  test('says before anything is spent who issues what, and which code is needed', async () => {
    const { wallet } = await newWallet(chain)
    const view = await wallet.inspectOffer(issuer.offer({ txCode: '493817' }).link)
    expect(view.issuer).toEqual({
      name: { en: 'Harbourtown City Hall', zh: '港城市政厅' },
      host: new URL(issuer.url).host,
      url: issuer.url,
    })
    expect(view.txCode).toEqual({ inputMode: 'numeric', length: 6 })
    expect(view.offered).toMatchObject([
      { title: residentIdTemplate.title, template: { name: 'resident-id', version: 1 } },
    ])
    expect(view.offered[0]?.claims).toHaveLength(21)
    expect(view.offered[0]?.claims[4]).toEqual({
      name: 'birthDate',
      mandatory: true,
      label: { en: 'Date of birth', zh: '出生日期' },
    })
    expect(await wallet.credentials.list()).toEqual([])
  })

  test('is plain data, so that it crosses into a worker and back', async () => {
    const { wallet } = await newWallet(chain)
    const view = structuredClone(await wallet.inspectOffer(issuer.offer().link))
    await expect(wallet.acceptOffer({ view })).resolves.toBeDefined()
  })

  test('becomes a credential that is checked, kept and shown', async () => {
    const { wallet, reopen } = await newWallet(chain)
    const steps: string[] = []
    const view = await wallet.inspectOffer(issuer.offer({ txCode: '493817' }).link)
    const { credentials } = await wallet.acceptOffer({
      view,
      txCode: '493817',
      onProgress: (step) => steps.push(step),
    })
    expect(steps).toEqual(['authorizing', 'requesting', 'checking', 'storing'])
    expect(credentials).toMatchObject([
      {
        alreadyHeld: false,
        card: {
          title: residentIdTemplate.title,
          issuer: { did: issuer.did, name: { en: 'Harbourtown City Hall' }, host: new URL(issuer.url).host },
          template: { name: 'resident-id', version: 1, type: 'ResidentIdCredential' },
          validUntil: residentIdTemplate.validUntil,
          state: 'valid',
        },
      },
    ])

    const again = await reopen()
    const [card] = await again.credentials.list()
    expect(card).toEqual(credentials[0]?.card)
    const detail = await again.credentials.get(card?.id ?? '')
    const shown = Object.fromEntries((detail?.claims ?? []).map(({ name, value }) => [name, value]))
    expect(shown).toEqual(resident)
    expect(detail?.claims.map(({ name }) => name)).toEqual(
      residentIdTemplate.order.filter((name) => Object.hasOwn(resident, name)),
    )
  })

  test('can be tried again with the right code after a wrong one', async () => {
    const { wallet } = await newWallet(chain)
    const view = await wallet.inspectOffer(issuer.offer({ txCode: '493817' }).link)
    await expect(wallet.acceptOffer({ view })).rejects.toMatchObject({ code: 'tx-code-missing' })
    await expect(wallet.acceptOffer({ view, txCode: '000000' })).rejects.toMatchObject({
      code: 'tx-code-wrong',
    })
    expect(await wallet.credentials.list()).toEqual([])
    await wallet.acceptOffer({ view, txCode: '493817' })
    expect(await wallet.credentials.list()).toHaveLength(1)
  })

  test('goes on where it stopped when the issuer failed after the code was spent', async () => {
    const { wallet } = await newWallet(chain)
    const view = await wallet.inspectOffer(issuer.offer().link)
    issuer.quirks.failures = 1
    await expect(wallet.acceptOffer({ view })).rejects.toMatchObject({ name: 'ExchangeError' })
    await wallet.acceptOffer({ view })
    expect(await wallet.credentials.list()).toHaveLength(1)
  })

  test('that was used elsewhere is refused', async () => {
    const { wallet } = await newWallet(chain)
    const { wallet: other } = await newWallet(chain)
    const { link } = issuer.offer()
    await other.acceptOffer({ view: await other.inspectOffer(link) })
    const view = await wallet.inspectOffer(link)
    await expect(wallet.acceptOffer({ view })).rejects.toMatchObject({ code: 'offer-used' })
  })

  test('brings the same credential a second time without a second card', async () => {
    const { wallet } = await newWallet(chain)
    const repeated = issuer.offer()
    const made = await issuer.issue({ template: residentIdTemplate, claims: resident, index: repeated.index })
    issuer.quirks.alter = () => made
    await wallet.acceptOffer({ view: await wallet.inspectOffer(repeated.link) })
    const { credentials } = await wallet.acceptOffer({ view: await wallet.inspectOffer(issuer.offer().link) })
    expect(credentials).toMatchObject([{ alreadyHeld: true }])
    expect(await wallet.credentials.list()).toHaveLength(1)
  })

  test('of another format is refused before its code is spent', async () => {
    const { wallet } = await newWallet(chain)
    issuer.quirks.metadata = (document) =>
      JSON.parse(JSON.stringify(document).replaceAll('ldp_vc', 'dc+sd-jwt'))
    await expect(wallet.inspectOffer(issuer.offer().link)).rejects.toMatchObject({
      code: 'offer-not-supported',
    })
  })
})

describe('a credential that fails a check is not kept:', () => {
  const otherTemplate = { ...residentIdTemplate, title: { en: 'Resident ID', zh: '另一种证' } }
  const subjectOf = (credential: Record<string, unknown>) =>
    credential.credentialSubject as Record<string, unknown>
  const cases: [string, (quirks: TestIssuer['quirks']) => void, object][] = [
    [
      'a claim was changed after signing',
      (quirks) => {
        quirks.alter = (credential) => ({
          ...credential,
          credentialSubject: { ...subjectOf(credential), region: 'Elsewhere' },
        })
      },
      { code: 'credential-rejected', reason: 'proof-invalid' },
    ],
    [
      'it names another issuer, whose key it does not have',
      (quirks) => {
        quirks.alter = (credential) => {
          const stranger = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
          return { ...credential, issuer: stranger }
        }
      },
      { code: 'credential-rejected', reason: 'issuer-key-unknown' },
    ],
    [
      'it asks for a context that we do not ship',
      (quirks) => {
        quirks.alter = (credential) => ({
          ...credential,
          '@context': ['https://www.w3.org/ns/credentials/v2', 'https://example.com/ours/v1'],
        })
      },
      { code: 'unknown-context' },
    ],
    [
      'it is not a credential',
      (quirks) => {
        quirks.alter = () => ({ hello: 'world' })
      },
      { name: 'CredentialError' },
    ],
    [
      'it is of another type than the offer',
      (quirks) => {
        quirks.alter = (credential) => ({ ...credential, type: ['VerifiableCredential', 'DriverCredential'] })
      },
      { code: 'template-mismatch' },
    ],
    [
      'the template that the issuer serves is not the one it was made from',
      (quirks) => {
        quirks.served = otherTemplate
      },
      { code: 'credential-rejected', reason: 'template-mismatch' },
    ],
    [
      'the template is none',
      (quirks) => {
        quirks.served = { name: 'resident-id' }
      },
      { code: 'template-invalid' },
    ],
    [
      'its template is at another host',
      (quirks) => {
        quirks.alter = (credential) => ({
          ...credential,
          credentialSchema: {
            ...(credential.credentialSchema as object),
            id: 'http://localhost:9/templates/x/1',
          },
        })
      },
      { code: 'address-not-at-issuer' },
    ],
    [
      'its template is at an address of its own, which would name its holder everywhere',
      (quirks) => {
        quirks.alter = (credential) => {
          const schema = credential.credentialSchema as { id: string }
          return { ...credential, credentialSchema: { ...schema, id: `${schema.id}?holder=42` } }
        }
      },
      { code: 'credential-rejected', reason: 'template-mismatch' },
    ],
    [
      'its status list is at another host',
      (quirks) => {
        const statusListCredential = 'http://localhost:9/status/1'
        quirks.alter = (credential) => ({
          ...credential,
          credentialStatus: { ...(credential.credentialStatus as object), statusListCredential },
        })
      },
      { code: 'address-not-at-issuer' },
    ],
    [
      'it has an identifier of its own, which would follow its holder everywhere',
      (quirks) => {
        quirks.alter = (credential) => ({
          ...credential,
          id: 'urn:uuid:2f5c3b5e-6d1d-4f0e-9d5a-6c5e3b1a7f10',
        })
      },
      { name: 'CredentialError' },
    ],
  ]

  test.each(cases)('%s', async (_, misbehave, expected) => {
    const { wallet } = await newWallet(chain)
    const view = await wallet.inspectOffer(issuer.offer().link)
    misbehave(issuer.quirks)
    await expect(wallet.acceptOffer({ view })).rejects.toMatchObject(expected)
    expect(await wallet.credentials.list()).toEqual([])
  })

  test('the chain cannot be asked for the issuer’s key', async () => {
    const { wallet, reopen } = await newWallet(chain)
    const view = await wallet.inspectOffer(issuer.offer().link)
    const unreachable = {
      ...chain.chain,
      provider: { request: () => Promise.reject(new TypeError('fetch failed')) },
    }
    const cutOff = await reopen({ chain: unreachable })
    await expect(cutOff.acceptOffer({ view })).rejects.toMatchObject({
      code: 'credential-rejected',
      reason: expect.stringMatching(/unreachable$/),
    })
    expect(await wallet.credentials.list()).toEqual([])
  })
})

describe('the status of a credential', () => {
  async function walletWithCard(now?: () => Date) {
    const made = await newWallet({ ...chain, ...(now && { now }) })
    const { link, index } = issuer.offer()
    const { credentials } = await made.wallet.acceptOffer({ view: await made.wallet.inspectOffer(link) })
    return { ...made, index, id: credentials[0]?.card.id ?? '' }
  }

  test('becomes revoked when the list says so, and stays so without the issuer', async () => {
    const { wallet, reopen, id, index } = await walletWithCard()
    expect(await wallet.credentials.refreshStatus(id)).toMatchObject({ state: 'valid' })
    await issuer.revoke(index)
    expect(await wallet.credentials.refreshStatus(id)).toMatchObject({ state: 'revoked' })
    const offline = await reopen({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    expect(await offline.credentials.refreshStatus(id)).toMatchObject({
      state: 'revoked',
      statusProblem: 'status-unavailable',
    })
  })

  test('is not believed when the list does not match the chain', async () => {
    const { wallet, id, index } = await walletWithCard()
    await issuer.revoke(index, { anchor: false })
    expect(await wallet.credentials.refreshStatus(id)).toMatchObject({
      state: 'valid',
      statusProblem: 'status-mismatch',
    })
    await issuer.revoke(index)
    const card = await wallet.credentials.refreshStatus(id)
    expect(card.state).toBe('revoked')
    expect(card.statusProblem).toBeUndefined()
  })

  test('is unknown once the last answer is a day old', async () => {
    let now = new Date()
    const { wallet, id } = await walletWithCard(() => now)
    now = new Date(now.getTime() + 25 * 3_600_000)
    expect(await wallet.credentials.get(id)).toMatchObject({ state: 'unknown' })
  })

  test('gives way to the period of validity', async () => {
    let now = new Date()
    const { wallet, id } = await walletWithCard(() => now)
    now = new Date(Date.parse(residentIdTemplate.validUntil))
    expect(await wallet.credentials.get(id)).toMatchObject({ state: 'expired' })
    now = new Date(Date.parse(residentIdTemplate.validFrom) - 1)
    expect(await wallet.credentials.get(id)).toMatchObject({ state: 'not-yet-valid' })
  })

  test('of a deleted credential cannot be asked for', async () => {
    const { wallet, id } = await walletWithCard()
    await wallet.credentials.delete(id)
    expect(await wallet.credentials.get(id)).toBeUndefined()
    await expect(wallet.credentials.refreshStatus(id)).rejects.toMatchObject({ code: 'credential-not-found' })
  })
})
