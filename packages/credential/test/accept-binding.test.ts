import { decodeIssuedBinding, encodeIssuedBinding } from '@velum/binding'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type AwaitedBinding,
  boundResidentIdTemplate,
  type Claims,
  createBlsKeyPair,
  credentialClaims,
  type RejectionReason,
  residentIdTemplate,
  templateProfile,
  verifyIssued,
} from '../src/index.ts'
import {
  authoritySourceOf,
  type BoundWorld,
  chainId,
  createAuthority,
  createBoundWorld,
  type Offered,
  offerBound,
  profileOf,
  profileSourceOf,
  receiveBound,
  secretsOf,
} from './bound-world.ts'
import { documentsOf, issueTo, resident, resolverOf, seededRandom, today } from './world.ts'

let world: BoundWorld
let offered: Offered

beforeAll(async () => {
  world = await createBoundWorld()
  offered = await offerBound(world)
})

const awaiting = (changes: Partial<AwaitedBinding>): Offered => ({
  ...offered,
  awaited: { ...offered.awaited, ...changes },
})

async function expectRefusal(offer: Offered, reason: RejectionReason, check: string): Promise<void> {
  const verdict = await receiveBound(world, offer)
  expect(verdict).toMatchObject({ accepted: false, reason })
  expect(verdict.checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([check])
}

describe('a wallet accepts', () => {
  test('a credential that is bound to its secrets, with the binding that it keeps', async () => {
    const verdict = await receiveBound(world, offered)
    expect(verdict).toMatchObject({ accepted: true, credential: { claims: resident } })
    if (!verdict.accepted) return
    const issued = decodeIssuedBinding(offered.awaited.issuedBinding)
    // Days since 1970-01-01 of 2035-12-31 and 1969-07-20.
    expect(issued?.numbers).toEqual([24_105, -165])
    expect(verdict.binding).toEqual({ ...issued, blind: offered.awaited.blind })
    expect(JSON.stringify(verdict.checks)).not.toContain(String(offered.credential.credentialSubject.binding))
  })

  test('a credential that says that it is bound, and does not count that among its claims', async () => {
    const { credentialSubject } = offered.credential
    expect(Object.keys(credentialSubject).slice(-2)).toEqual(['bound', 'binding'])
    expect(credentialSubject.bound).toBe(true)
    expect(credentialSubject.binding).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(credentialClaims(offered.credential)).toEqual(resident)
  })

  test('two credentials of one registration, which share neither handle nor hidden value', async () => {
    const other = await offerBound(world, { seed: 8 })
    expect(other.credential.credentialSubject.binding).not.toBe(offered.credential.credentialSubject.binding)
    const handles = [offered, other].map(({ awaited }) => decodeIssuedBinding(awaited.issuedBinding)?.handle)
    expect(handles[0]).not.toEqual(handles[1])
  })
})

describe('a wallet refuses', () => {
  test('a binding to other secrets, or under another blind, than it registered', async () => {
    const secrets = secretsOf(42)
    await expectRefusal(awaiting({ secrets }), 'binding-invalid', 'binding')
    const { holderSecret } = offered.awaited.secrets
    const { nymSecret } = secrets
    await expectRefusal(awaiting({ secrets: { holderSecret, nymSecret } }), 'binding-invalid', 'binding')
    const blind = offered.awaited.blind.slice()
    blind[31] = (blind[31] ?? 0) ^ 1
    await expectRefusal(awaiting({ blind }), 'binding-invalid', 'binding')
  })

  test('the binding of another credential', async () => {
    const other = await offerBound(world, { seed: 8 })
    const { issuedBinding, blind } = other.awaited
    await expectRefusal(awaiting({ issuedBinding, blind }), 'binding-invalid', 'binding')
  })

  test('another handle than the signed one', async () => {
    const issued = decodeIssuedBinding(offered.awaited.issuedBinding)
    if (issued === undefined) throw new Error('no binding')
    for (const handle of [seededRandom(3)(32), new Uint8Array(32), new Uint8Array(32).fill(0xff)]) {
      handle[0] = (handle[0] ?? 0) & 0x3f
      const issuedBinding = encodeIssuedBinding({ ...issued, handle })
      await expectRefusal(awaiting({ issuedBinding }), 'binding-invalid', 'binding')
    }
  })

  test('numbers that are not those of its claims, by which an issuer could mark it', async () => {
    const issued = decodeIssuedBinding(offered.awaited.issuedBinding)
    if (issued === undefined) throw new Error('no binding')
    for (const numbers of [[24_106, -165], [24_105], [24_105, -165, 0], [-165, 24_105]]) {
      const issuedBinding = encodeIssuedBinding({ ...issued, numbers })
      await expectRefusal(awaiting({ issuedBinding }), 'binding-invalid', 'binding-numbers')
    }
  })

  test('what is no binding, or one in another encoding', async () => {
    const { issuedBinding } = offered.awaited
    const longer = Uint8Array.from([...issuedBinding, 0])
    for (const octets of [new Uint8Array(0), issuedBinding.subarray(1), longer, issuedBinding.slice(0, 40)]) {
      await expectRefusal(awaiting({ issuedBinding: octets }), 'binding-malformed', 'binding-encoding')
    }
  })

  test('a profile that is not published, and one whose place another has taken', async () => {
    const { issuer, authority } = world
    await expectRefusal(awaiting({ profileSource: profileSourceOf([]) }), 'profile-unpublished', 'profile')
    const own = profileOf(issuer, authority)
    const later = await createBlsKeyPair({ random: seededRandom(5) })
    const successor = profileOf({ ...issuer, key: later }, authority)
    const stale = profileSourceOf([own, successor])
    await expectRefusal(awaiting({ profileSource: stale }), 'profile-stale', 'profile')
    const never = profileSourceOf([successor])
    await expectRefusal(awaiting({ profileSource: never }), 'profile-unpublished', 'profile')
    const restored = profileSourceOf([own, successor, own])
    expect(await receiveBound(world, awaiting({ profileSource: restored }))).toMatchObject({ accepted: true })
  })

  test('a profile of another chain', async () => {
    await expectRefusal(awaiting({ chainId: chainId + 1 }), 'profile-unpublished', 'profile')
  })

  test('another authority than the one that the holder agreed to', async () => {
    const other = createAuthority(901)
    const authoritySource = authoritySourceOf([world.authority, other])
    await expectRefusal(awaiting({ authority: other.id, authoritySource }), 'profile-unpublished', 'profile')
    await expectRefusal(awaiting({ authority: null }), 'profile-unpublished', 'profile')
  })

  test('an authority that the chain does not recognise, or whose id is none', async () => {
    const authoritySource = authoritySourceOf([])
    await expectRefusal(awaiting({ authoritySource }), 'authority-unknown', 'authority')
    await expectRefusal(awaiting({ authority: 'court' }), 'authority-unknown', 'authority')
  })

  test('to believe anything while the chain is out of reach', async () => {
    const fail = () => Promise.reject(new Error('offline'))
    await expectRefusal(awaiting({ profileSource: { profiles: fail } }), 'chain-unreachable', 'profile')
    await expectRefusal(awaiting({ authoritySource: { current: fail } }), 'chain-unreachable', 'authority')
  })

  test('a bound credential without a binding, and an unbound one with one', async () => {
    const { credential, template, awaited } = offered
    const resolver = resolverOf([documentsOf(world.issuer)])
    const now = () => today
    expect(await verifyIssued({ credential, template, resolver, now })).toMatchObject({
      accepted: false,
      reason: 'binding-missing',
    })
    const unbound = { credential: await issueTo(world.issuer), template: residentIdTemplate }
    expect(await verifyIssued({ ...unbound, resolver, now, bound: awaited })).toMatchObject({
      accepted: false,
      reason: 'binding-unexpected',
    })
  })

  test('a credential of a bound template that does not say that it is bound, or says it otherwise', async () => {
    const { credential } = offered
    const { bound: _, ...silent } = credential.credentialSubject
    const { binding: __, ...loose } = credential.credentialSubject
    for (const [credentialSubject, reason] of [
      [silent, 'claims-invalid'],
      [loose, 'claims-invalid'],
      [{ ...silent, bound: false }, 'malformed'],
      [{ ...silent, bound: 'true' }, 'malformed'],
      [{ ...credential.credentialSubject, binding: 'short' }, 'malformed'],
    ] as const) {
      expect(
        await receiveBound(world, { ...offered, credential: { ...credential, credentialSubject } }),
      ).toMatchObject({
        accepted: false,
        reason,
      })
    }
  })
})

describe('issuing refuses', () => {
  test('a number outside the template’s bounds, without repeating it', async () => {
    const claims: Claims = { ...resident, birthDate: '1849-12-31' }
    const error = await offerBound(world, { claims }).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: 'claims-invalid' })
    expect(String(error)).toContain('birthDate')
    expect(String(error)).not.toContain('1849')
  })

  test('a bound template without a binding, and an unbound one with', async () => {
    await expect(issueTo(world.issuer, { template: boundResidentIdTemplate })).rejects.toMatchObject({
      code: 'binding-needed',
    })
    await expect(offerBound(world, { template: residentIdTemplate })).rejects.toMatchObject({
      code: 'template-invalid',
    })
  })

  test('an authority whose id is none', () => {
    const terms = {
      ...{ template: boundResidentIdTemplate, templateUrl: 'https://city.example/t', issuerKey: 'zUC7' },
      ...{ chainId, issuer: world.issuer.did },
    }
    for (const authority of ['', 'court', `0x${'AB'.repeat(32)}`, `0x${'ab'.repeat(31)}`]) {
      expect(() => templateProfile({ ...terms, authority, withStatus: true })).toThrow(
        expect.objectContaining({ code: 'authority-invalid' }),
      )
    }
  })
})
