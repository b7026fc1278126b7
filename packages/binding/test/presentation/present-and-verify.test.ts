import { verifyProof } from '@velum/bbs'
import { describe, expect, it } from 'vitest'
import {
  bindingB,
  createHolderSecrets,
  provePresentation,
  pseudonymOf,
  readEscrowToken,
  registrationPoints,
  type Statement,
  signatureB,
  verifyBoundPresentation,
} from '../../src/index.ts'
import {
  acceptedByDigitalBazaar,
  contextOf,
  domain,
  present,
  type Shown,
  toProve,
  toVerify,
} from './support/present.ts'
import { createAuthority, createIssuer, g1, hex, issue, pointOf, random, utf8 } from './support/world.ts'

const authority = createAuthority()
const secrets = createHolderSecrets(random)
const residence = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x01'), authority, secrets })
const diploma = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x02'), authority, secrets })
const account: Statement = { type: 'pseudonym', label: 'account' }

describe('a presentation', () => {
  it('proves possession of the binding', async () => {
    const { proved, request } = await present(contextOf(null), [{ issued: residence }])
    expect(await verifyBoundPresentation(request)).toEqual({
      valid: true,
      presentationId: proved.presentationId,
      presentationHeader: proved.presentationHeader,
      pseudonyms: [[]],
      escrows: [null],
    })
  })

  it('shows the pseudonym of the secret, audience and label, and always the same', async () => {
    const { nymSecret } = secrets
    const own = await pseudonymOf({ audience: domain, label: 'account', nymSecret })
    for (const challenge of ['first', 'second']) {
      const { request } = await present(contextOf(null, { challenge }), [
        { issued: residence, statements: [account] },
      ])
      const verdict = await verifyBoundPresentation(request)
      expect(verdict).toMatchObject({ valid: true, pseudonyms: [[{ label: 'account', pseudonym: own }]] })
    }
  })

  it('shows another pseudonym to another audience, under another label, and within a scope', async () => {
    const { nymSecret } = secrets
    const [scope, otherScope] = [random(32), random(32)]
    const seen = await Promise.all([
      pseudonymOf({ audience: domain, label: 'account', nymSecret }),
      pseudonymOf({ audience: 'did:web:other', label: 'account', nymSecret }),
      pseudonymOf({ audience: domain, label: 'forum', nymSecret }),
      pseudonymOf({ audience: domain, label: 'account', scope, nymSecret }),
      pseudonymOf({ audience: domain, label: 'account', scope: otherScope, nymSecret }),
      pseudonymOf({ audience: domain, label: 'account', nymSecret: createHolderSecrets(random).nymSecret }),
    ])
    expect(new Set(seen.map(hex)).size).toBe(seen.length)
    // A scope is what its audiences share.
    expect(await pseudonymOf({ audience: 'did:web:other', label: 'account', scope, nymSecret })).toEqual(
      seen[3],
    )
  })

  it('proves the pseudonym of a shared scope to both audiences', async () => {
    const scope = random(32)
    const statements: Statement[] = [{ type: 'pseudonym', label: 'health', scope }]
    const seen = await Promise.all(
      [domain, 'did:web:other'].map(async (audience) => {
        const { request } = await present(contextOf(null, { domain: audience }), [
          { issued: residence, statements },
        ])
        const verdict = await verifyBoundPresentation(request)
        return verdict.valid && hex(verdict.pseudonyms[0]?.[0]?.pseudonym as Uint8Array)
      }),
    )
    expect(seen[0]).toBe(seen[1])
    expect(seen[0]).toMatch(/^[0-9a-f]{96}$/)
  })

  it('holds the registration point, encrypted to the authority', async () => {
    const statements: Statement[] = [{ type: 'escrow' }]
    const { request } = await present(contextOf(authority), [{ issued: residence, statements }])
    const verdict = await verifyBoundPresentation(request)
    const token = verdict.valid ? verdict.escrows[0] : null
    if (!token) throw new Error('no token')
    // E − R·y, by the whole key.
    const opened = g1.subtract(pointOf(token.e), g1.multiply(pointOf(token.r), authority.secret))
    const { reg } = await registrationPoints({ parameters: residence.parameters, secrets })
    expect(hex(g1.encode(opened))).toBe(hex(reg))
    expect(readEscrowToken({ extension: request.extension, credential: 0, statement: 0 })).toEqual(token)
  })

  it('has no token where none was asked for', async () => {
    const { request } = await present(contextOf(null), [{ issued: residence, statements: [account] }])
    const { extension } = request
    expect(readEscrowToken({ extension, credential: 0, statement: 0 })).toBeUndefined()
    expect(readEscrowToken({ extension, credential: 0, statement: 1 })).toBeUndefined()
    expect(readEscrowToken({ extension, credential: 1, statement: 0 })).toBeUndefined()
    expect(readEscrowToken({ extension: random(40), credential: 0, statement: 0 })).toBeUndefined()
  })

  it('shows that two credentials of two issuers have one holder', async () => {
    const context = contextOf(authority, { sameHolder: true, transactionHash: random(32) })
    const { proved, request } = await present(context, [
      { issued: residence, statements: [account, { type: 'escrow' }] },
      { issued: diploma, statements: [account] },
    ])
    const verdict = await verifyBoundPresentation(request)
    if (!verdict.valid) throw new Error(verdict.reason)
    expect(verdict.presentationId).toEqual(proved.presentationId)
    expect(verdict.pseudonyms.map((list) => list.length)).toEqual([1, 1])
    expect(verdict.pseudonyms[0]).toEqual(verdict.pseudonyms[1])
    expect(verdict.escrows.map((token) => token !== null)).toEqual([true, false])
  })

  it('takes bound and unbound credentials side by side', async () => {
    const context = contextOf(authority, { sameHolder: true })
    const shown: Shown[] = [
      { issued: diploma, unbound: true },
      { issued: residence, statements: [account] },
      { issued: residence, unbound: true, disclosedIndexes: [] },
      { issued: diploma, disclosedIndexes: [0, 1, 2, 3] },
    ]
    const { request } = await present(context, shown)
    expect(await verifyBoundPresentation(request)).toMatchObject({
      valid: true,
      pseudonyms: [[], [{ label: 'account' }], [], []],
    })
  })

  it('is the same with what the wallet kept', async () => {
    const { issuer, parameters, messages, linkIndex, binding } = residence
    const linkMessage = messages[linkIndex] as Uint8Array
    const context = contextOf(null)
    const shown = { issued: residence, statements: [account] }
    const credential = toProve(shown)
    const b = await signatureB(credential)
    const ofBinding = await bindingB({
      publicKey: issuer.publicKey,
      parameters,
      linkMessage,
      binding,
      secrets,
    })
    if (!credential.bound) throw new Error('not bound')
    const proved = await provePresentation({
      context,
      credentials: [{ ...credential, b, bound: { ...credential.bound, b: ofBinding } }],
    })
    const credentials = [toVerify(shown, proved.proofs[0] as Uint8Array)]
    expect(await acceptedByDigitalBazaar(credentials, proved.presentationHeader)).toEqual([true])
    const extension = proved.extension as Uint8Array
    expect(await verifyBoundPresentation({ context, credentials, extension })).toMatchObject({ valid: true })
  })

  it('of unbound credentials is a plain one', async () => {
    const context = contextOf(null)
    const shown = { issued: residence, unbound: true }
    const { proved } = await present(context, [shown])
    const { challenge } = context
    expect(proved.extension).toBeUndefined()
    expect(proved.presentationHeader).toEqual(utf8(JSON.stringify({ challenge, domain })))
    const presented = toVerify(shown, proved.proofs[0] as Uint8Array)
    const { presentationHeader } = proved
    expect(await verifyProof({ ...presented, ciphersuite: 'BLS12-381-SHA-256', presentationHeader })).toBe(
      true,
    )
  })

  it('shares with another one of the same holder nothing of eight octets but the pseudonym', async () => {
    const shown: Shown[] = [{ issued: residence, statements: [account, { type: 'escrow' }] }]
    const parts = await Promise.all(
      ['first', 'second'].map(async (challenge) => {
        const { proved } = await present(contextOf(authority, { challenge }), shown)
        return `${hex(proved.proofs[0] as Uint8Array)}|${hex(proved.extension as Uint8Array)}`
      }),
    )
    const pseudonym = hex(
      await pseudonymOf({ audience: domain, label: 'account', nymSecret: secrets.nymSecret }),
    )
    const [one, other] = parts.map((text) => text.replace(pseudonym, '|')) as [string, string]
    const windows = new Set<string>()
    for (let i = 0; i + 16 <= one.length; i += 2) windows.add(one.slice(i, i + 16))
    const shared: string[] = []
    for (let i = 0; i + 16 <= other.length; i += 2) {
      const window = other.slice(i, i + 16)
      if (!window.includes('|') && windows.has(window)) shared.push(window)
    }
    expect(shared).toEqual([])
  })

  it('adds at most 700 octets for possession, pseudonym and escrow', async () => {
    const { proved } = await present(contextOf(authority), [
      { issued: residence, statements: [account, { type: 'escrow' }] },
    ])
    expect(proved.extension?.length).toBeLessThanOrEqual(700)
  })
})
