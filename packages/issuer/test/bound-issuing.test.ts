import {
  createHolderSecrets,
  createRegistration,
  decodeIssuedBinding,
  openSealedRecord,
  recordAddress,
  verifyRecordSignature,
} from '@velum/binding'
import { parseCredential, templateDigest, templateHash } from '@velum/credential'
import { fetchIssuerMetadata, parseIdentityRecord, requestNonce } from '@velum/exchange'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { hashSecret } from '../src/offers/secret-code.ts'
import {
  bindingSessions,
  credentials,
  offers,
  registrants,
  registrations,
  sealedRecords,
} from '../src/store/schema.ts'
import {
  authorize,
  boundTemplate,
  configuration,
  freshNonce,
  newSecrets,
  offerBound,
  openSession,
  registerAndCollect,
  registrationOptions,
  residentNumbered,
  sendRegistration,
  verdictOn,
} from './bound-support.ts'
import { random, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

let chain: TestChain
let authority: TestAuthority
let setup: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  authority = await startAuthority(chain)
  setup = await startTestIssuer({ chain: chain.chain, authority: authority.id })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

const collect = async (
  person: number,
  more: Partial<Parameters<typeof registerAndCollect>[0]> = {},
  reference?: string,
) => {
  const offer = await offerBound(
    setup.issuer,
    residentNumbered(person),
    reference === undefined ? {} : { reference },
  )
  const secrets = newSecrets()
  return registerAndCollect({ issuer: setup.issuer, chain: chain.chain, offer, secrets, ...more })
}

describe('a bound credential', () => {
  test('is announced with its endpoint and its own proof type, beside others that stay as they are', async () => {
    const response = await fetch(`${setup.issuer.url}/.well-known/openid-credential-issuer`)
    const document = await response.json()
    expect(document.velum_binding_endpoint).toBe(`${setup.issuer.url}/binding`)
    const configurations: Record<string, object> = document.credential_configurations_supported
    expect(configurations[configuration]).toMatchObject({
      proof_types_supported: {
        velum_binding: { proof_signing_alg_values_supported: ['velum-binding-2026'] },
      },
    })
    expect(Object.keys(configurations['resident-id-v1'] ?? {})).toContain('proof_types_supported')
    const metadata = await fetchIssuerMetadata({ issuerUrl: setup.issuer.url, fetch })
    expect(metadata.configurations[configuration]?.bound).toBe(true)
    expect(metadata.configurations['resident-id-v1']?.bound).toBe(false)
  })

  test('comes with a binding that its holder accepts, and with a valid status', async () => {
    const secrets = newSecrets()
    const collected = await collect(1, { secrets })
    expect(await verdictOn(collected, { chain: chain.chain, secrets })).toMatchObject({ accepted: true })
    expect(await verdictOn(collected, { chain: chain.chain, secrets: newSecrets() })).toMatchObject({
      accepted: false,
    })
    expect(await statusOf(collected.bound.credentials[0], chain.chain)).toMatchObject({ status: 'valid' })
  })

  test('in a batch shares one registration, and has a binding, a handle and a place of its own', async () => {
    const secrets = newSecrets()
    const collected = await collect(2, { secrets, count: 3 })
    const { credentials: batch, bindings } = collected.bound
    expect(batch).toHaveLength(3)
    const distinct = (values: readonly unknown[]) => new Set(values).size
    expect(distinct(bindings.map((octets) => String(decodeIssuedBinding(octets)?.handle)))).toBe(3)
    const parsed = batch.map((credential) => parseCredential(credential))
    expect(distinct(parsed.map(({ credentialSubject }) => credentialSubject.binding))).toBe(3)
    expect(distinct(parsed.map(({ credentialStatus }) => credentialStatus?.statusListIndex))).toBe(3)
    for (const position of [0, 1, 2]) {
      const verdict = await verdictOn(collected, { chain: chain.chain, secrets, position })
      expect(verdict).toMatchObject({ accepted: true })
    }
  })

  test('is asked for with the record that will be sealed: the claims that the template names, and who opens it', async () => {
    const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(3)))
    const session = await openSession(wallet)
    expect(parseIdentityRecord(session.record)).toEqual({
      issuer: setup.issuer.did,
      authority: authority.id,
      template: templateDigest(boundTemplate),
      recordVersion: 1,
      claims: {
        familyName: 'Ōtani',
        givenName: 'Mei-Lin',
        familyNameZh: '欧阳',
        givenNameZh: '美琳',
        birthDate: '1969-07-20',
        sex: 'F',
        nationality: 'UTO',
        residentNumber: 'VL0000000003',
        documentNumber: 'R00000042',
      },
    })
    expect(session.authority).toEqual({
      id: authority.id,
      name: 'Harbourtown Court',
      epoch: 1,
      threshold: 2,
      trustees: 3,
    })
  })

  test('leaves a sealed record that opens with the registration point, signed by its holder', async () => {
    const { bound, made, session } = await collect(4)
    expect(bound.record.address).toEqual(recordAddress(made.reg))
    const sealing = {
      chainId: chain.deployment.chainId,
      issuer: setup.issuer.did,
      authority: new Uint8Array(Buffer.from(authority.id.slice(2), 'hex')),
      reg: made.reg,
    }
    const content = openSealedRecord({ ...sealing, ciphertext: bound.record.ciphertext })
    if (!content) throw new Error('the record does not open')
    expect(new TextDecoder().decode(content.record)).toBe(session.record)
    expect(content.regN).toEqual(made.regN)
    const { record, date, recordSignature: signature } = content
    const signed = { ...sealing, templateHash: templateHash(boundTemplate), record, date, signature }
    expect(await verifyRecordSignature(signed)).toBe(true)
  })

  test('comes again, the very same, when the answer got lost', async () => {
    const { wallet, sent, bound } = await collect(5, { count: 2 })
    expect(await sendRegistration(wallet, sent, 2)).toEqual(bound)
    const rows = await setup.store.database.select().from(sealedRecords)
    expect(rows.filter(({ address }) => Buffer.from(address).equals(bound.record.address))).toHaveLength(1)
  })

  test('of the same person a second time rises in the version of its record and keeps both points', async () => {
    const secrets = newSecrets()
    const first = await collect(6, { secrets })
    const second = await collect(6, { secrets })
    expect(parseIdentityRecord(first.session.record).recordVersion).toBe(1)
    expect(parseIdentityRecord(second.session.record).recordVersion).toBe(2)
    expect(second.made.reg).toEqual(first.made.reg)
    expect(second.bound.record.address).toEqual(first.bound.record.address)
    expect(second.bound.record.ciphertext).not.toEqual(first.bound.record.ciphertext)
  })

  test('leaves neither claims nor registration points in the store in the clear', async () => {
    const { made } = await collect(7)
    const { database } = setup.store
    const tables = [offers, credentials, registrants, registrations, sealedRecords]
    const stored = (await Promise.all(tables.map((table) => database.select().from(table)))).flat()
    const octets = stored.flatMap((row) => Object.values(row)).filter((value) => value instanceof Uint8Array)
    for (const secret of [made.reg, made.regN, Buffer.from('Mei-Lin'), Buffer.from('VL0000000007')]) {
      expect(octets.some((value) => Buffer.from(value).includes(Buffer.from(secret)))).toBe(false)
    }
    expect(JSON.stringify(stored)).not.toContain('VL0000000007')
  })

  test('is not offered when a number lies outside what its binding can hold', async () => {
    await expect(
      offerBound(setup.issuer, { ...residentNumbered(8), expiryDate: '2100-01-02' }),
    ).rejects.toMatchObject({ code: 'claims-invalid', details: [expect.stringContaining('expiry')] })
    const rows = [{ line: 2, claims: { ...residentNumbered(8), birthDate: '1849-12-31' } }]
    const { valid, problems } = setup.issuer.checkRows({ template: boundTemplate, rows })
    expect(valid).toEqual([])
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('birthDate') }])
  })

  test('cannot be asked for with a key proof, nor an unbound one with a registration', async () => {
    const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(9)))
    const ask = (proofs: Record<string, unknown>) =>
      fetch(`${setup.issuer.url}/credential`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${wallet.accessToken.value}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ credential_configuration_id: configuration, proofs }),
      }).then((response) => response.json())
    expect(await ask({ jwt: ['a.b.c'] })).toMatchObject({ velum_error: 'proof-not-supported' })
    expect(await ask({})).toMatchObject({ velum_error: 'proof-missing' })
    expect(await ask({ velum_binding: [] })).toMatchObject({ velum_error: 'proof-missing' })
    expect(await ask({ velum_binding: ['AA', 'AA'] })).toMatchObject({ velum_error: 'proof-missing' })
    expect(await ask({ velum_binding: ['AA'], jwt: ['a.b.c'] })).toMatchObject({
      velum_error: 'proof-not-supported',
    })

    const unbound = await authorize(
      await setup.issuer.createOffer({ template: 'resident-id', claims: residentNumbered(9) }),
    )
    await expect(openSession(unbound)).rejects.toMatchObject({ code: 'binding-not-offered' })
  })

  test('of an issuer without an authority is sealed for nobody', async () => {
    await setup.issuer.setAuthority(null)
    try {
      const secrets = newSecrets()
      const collected = await collect(10, { secrets })
      expect(collected.session.authority).toBeNull()
      expect(await verdictOn(collected, { chain: chain.chain, secrets })).toMatchObject({ accepted: true })
    } finally {
      await setup.issuer.setAuthority(authority.id)
    }
  })
})

describe('a session', () => {
  test('works once, and for one registration', async () => {
    const { wallet, session } = await collect(20)
    const nonce = await freshNonce(wallet)
    const other = await createRegistration(
      registrationOptions({
        issuer: setup.issuer,
        chain: chain.chain,
        session,
        secrets: newSecrets(),
        nonce,
      }),
    )
    const sent = { session: session.session, nonce, registration: other.registration }
    await expect(sendRegistration(wallet, sent)).rejects.toMatchObject({ code: 'session-invalid' })
    await expect(openSession(wallet)).rejects.toMatchObject({ code: 'offer-used' })
  })

  test('ends after ten minutes, and when a newer one is opened', async () => {
    const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(21)))
    const [older, newer] = [await openSession(wallet), await openSession(wallet)]
    const register = async (session: typeof older, nonce: string) => {
      const secrets = newSecrets()
      const options = { issuer: setup.issuer, chain: chain.chain, session, secrets, nonce }
      const { registration } = await createRegistration(registrationOptions(options))
      return sendRegistration(wallet, { session: session.session, nonce, registration })
    }
    await expect(register(older, await freshNonce(wallet))).rejects.toMatchObject({ code: 'session-invalid' })
    setup.clock.offsetMilliseconds = 10 * 60_000 + 1000
    try {
      await expect(register(newer, await freshNonce(wallet))).rejects.toMatchObject({
        code: 'session-invalid',
      })
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
  })

  test('is erased when it ends unused; a used one brings the same credentials until its token ends', async () => {
    const unused = await authorize(await offerBound(setup.issuer, residentNumbered(25)))
    const used = await collect(26)
    const stored = async ({ session }: { readonly session: string }) => {
      const hash = hashSecret(session)
      return (await setup.store.database.select().from(bindingSessions).where(eq(bindingSessions.hash, hash)))
        .length
    }
    const open = await openSession(unused)
    expect([await stored(open), await stored(used.session)]).toEqual([1, 1])
    try {
      setup.clock.offsetMilliseconds = 10 * 60_000 + 1000
      await setup.issuer.upkeep()
      expect([await stored(open), await stored(used.session)]).toEqual([0, 1])
      expect(await sendRegistration(used.wallet, used.sent)).toEqual(used.bound)
      setup.clock.offsetMilliseconds = 15 * 60_000 + 1000
      await setup.issuer.upkeep()
      expect(await setup.store.database.select().from(bindingSessions)).toEqual([])
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
  })

  test('is refused without a token, or with one that is made up', async () => {
    const metadata = await fetchIssuerMetadata({ issuerUrl: setup.issuer.url, fetch })
    await expect(openSession({ metadata, accessToken: { value: 'made-up' } })).rejects.toMatchObject({
      code: 'token-invalid',
    })
    expect((await fetch(`${setup.issuer.url}/binding`, { method: 'POST' })).status).toBe(401)
    expect((await fetch(`${setup.issuer.url}/binding`, { method: 'OPTIONS' })).status).toBe(204)
  })

  test('is not opened while the chain does not recognise the authority', async () => {
    const other = await startAuthority({ ...chain, name: 'For a while' })
    await setup.issuer.setAuthority(other.id)
    const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(22)))
    await other.withdraw()
    try {
      await expect(openSession(wallet)).rejects.toMatchObject({ code: 'authority-unavailable' })
    } finally {
      await setup.issuer.setAuthority(authority.id)
    }
  })

  test('that was opened for another authority is void', async () => {
    const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(23)))
    const session = await openSession(wallet)
    const other = await startAuthority({ ...chain, name: 'The next one' })
    await setup.issuer.setAuthority(other.id)
    try {
      const nonce = (await requestNonce({ metadata: wallet.metadata, fetch })) ?? ''
      const secrets = createHolderSecrets(random)
      const options = { issuer: setup.issuer, chain: chain.chain, session, secrets, nonce }
      const { registration } = await createRegistration(registrationOptions(options))
      const sent = { session: session.session, nonce, registration }
      await expect(sendRegistration(wallet, sent)).rejects.toMatchObject({ code: 'session-invalid' })
    } finally {
      await setup.issuer.setAuthority(authority.id)
    }
  })
})
