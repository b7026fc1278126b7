import type { PresentationContext, Statement } from '@velum/binding'
import { beforeAll, describe, expect, test } from 'vitest'
import { deriveProof } from '../src/bbs-2023-suite.ts'
import { contextLoader } from '../src/document-loader.ts'
import {
  type BoundExpectations,
  type BoundPresentation,
  type BoundSources,
  boundResidentIdTemplate,
  type CredentialToPresent,
  createBlsKeyPair,
  createBoundPresentation,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  deriveCredential,
  type HolderProof,
  parseTemplate,
  presentationHeader,
  type RejectionReason,
  type VerifyPresentationOptions,
  verifyPresentation,
} from '../src/index.ts'
import {
  authoritySourceOf,
  type BoundWorld,
  boundVerifierOf,
  chainId,
  contextOf,
  createAuthority,
  createBoundWorld,
  escrowContext,
  expecting,
  type Held,
  holdBound,
  possession,
  presentBound,
  profileOf,
  profileSourceOf,
  requestTime,
  secretsOf,
  showing,
} from './bound-world.ts'
import { openProof, replaceProof } from './forge.ts'
import {
  challenge,
  createIssuer,
  documentOf,
  documentsOf,
  domain,
  issueTo,
  type Mutable,
  mutable,
  resident,
  resolverOf,
  seededRandom,
} from './world.ts'

const pseudonym: Statement = { type: 'pseudonym', label: 'account' }
const escrow: Statement = { type: 'escrow' }

let world: BoundWorld
let held: Held
let presentation: BoundPresentation
let presentationId: string
let expected: BoundExpectations
let verifier: Omit<VerifyPresentationOptions, 'presentation'>

beforeAll(async () => {
  world = await createBoundWorld()
  held = await holdBound(world)
  const made = await present({})
  presentation = made.presentation
  presentationId = made.presentationId
  const { id, epoch } = world.authority
  expected = expecting([[pseudonym, escrow]], { authority: { id, epoch } })
  verifier = await boundVerifierOf(world, expected)
})

function present(options: {
  context?: PresentationContext
  credentials?: readonly CredentialToPresent[]
  withHolderProof?: boolean
}) {
  return presentBound({
    issuers: [world.issuer],
    credentials: [showing(held, [pseudonym, escrow])],
    context: escrowContext(world),
    ...options,
  })
}

async function expectRefusal(
  presentation: unknown,
  reason: RejectionReason,
  changes: Partial<VerifyPresentationOptions> = {},
): Promise<void> {
  const verdict = await verifyPresentation({ presentation, ...verifier, ...changes })
  expect(verdict).toMatchObject({ accepted: false, reason })
  expect(verdict.checks.filter(({ passed }) => !passed)).toHaveLength(1)
}

const instead = (changes: Partial<BoundExpectations>) => ({ bound: { ...expected, ...changes } })
const sources = (changes: Partial<BoundSources>) => ({ boundSources: { ...world.sources, ...changes } })

function withChange(change: (presentation: Mutable<BoundPresentation>) => void): BoundPresentation {
  const changed = mutable(presentation)
  change(changed)
  return changed as unknown as BoundPresentation
}

const proofSetOf = ({ proof }: BoundPresentation) => {
  if (!('length' in proof)) throw new Error('There is one proof only.')
  return proof
}

// Whoever has a presentation, or a credential, can put what it holds under a key of their own.
async function wrap(...credentials: DerivedCredential[]) {
  const holderKey = await createEd25519KeyPair({ random: seededRandom(31) })
  return createPresentation({ credentials, holderKey, challenge, domain })
}

// What the libraries make of a credential file, without a care for its binding.
const thiefDerives = (claims: readonly string[]) =>
  deriveProof({
    document: held.credential,
    selectivePointers: claims.map((claim) => `/credentialSubject/${claim}`),
    presentationHeader: presentationHeader({ challenge, domain }),
    documentLoader: contextLoader,
  }) as Promise<DerivedCredential>

test('the presentation that all these start from is accepted', async () => {
  expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({
    accepted: true,
    presentationId,
  })
})

describe('a bound credential shown as unbound is refused', () => {
  test('by whatever policy, when a thief has a copy of its file', async () => {
    const stolen = await wrap(await thiefDerives(['type', 'nationality']))
    await expectRefusal(stolen, 'binding-missing')
    const { bound: _, boundSources: __, ...policyOfNone } = verifier
    const verdict = await verifyPresentation({ presentation: stolen, ...policyOfNone })
    expect(verdict).toMatchObject({ accepted: false, reason: 'binding-missing' })
  })

  test('when the binding proof is stripped from the proof set', async () => {
    const [, holder] = proofSetOf(presentation)
    await expectRefusal({ ...presentation, proof: holder }, 'binding-missing')
    await expectRefusal(await wrap(...presentation.verifiableCredential), 'binding-missing')
  })

  test('when `bound` is removed with it, however the indexes are put right', async () => {
    const { bound: _, ...policyOfNone } = verifier
    const stolen = await thiefDerives(['type', 'nationality'])
    const { bound: __, ...silent } = stolen.credentialSubject
    const unsaid = { ...stolen, credentialSubject: silent } as DerivedCredential
    // The digest of the template tells a verifier that knows it; others see that a statement is missing.
    await expectRefusal(await wrap(unsaid), 'binding-missing', policyOfNone)
    const { boundSources: ___, ...unaware } = policyOfNone
    const indexless = await verifyPresentation({ presentation: await wrap(unsaid), ...unaware })
    expect(indexless).toMatchObject({ accepted: false, reason: 'indexes-out-of-range' })

    const { mandatoryIndexes } = openProof(stolen.proof.proofValue)
    for (const gone of mandatoryIndexes) {
      const fewer = mandatoryIndexes
        .filter((index) => index !== gone)
        .map((index) => (index > gone ? index - 1 : index))
      const proofValue = replaceProof(stolen.proof.proofValue, { mandatoryIndexes: fewer })
      const patched = { ...unsaid, proof: { ...unsaid.proof, proofValue } } as DerivedCredential
      const verdict = await verifyPresentation({ presentation: await wrap(patched), ...unaware })
      expect(verdict).toMatchObject({ accepted: false, reason: 'proof-invalid' })
    }
  })

  test('when it says that it is not, or something else', async () => {
    for (const bound of [false, 'true', 1, null]) {
      const changed = withChange(({ verifiableCredential: [first] }) => {
        Object.assign(first?.credentialSubject ?? {}, { bound })
      })
      await expectRefusal(changed, 'malformed')
      const { proof: _, ...rest } = changed
      const [, holder] = proofSetOf(presentation)
      await expectRefusal({ ...rest, proof: holder }, 'binding-missing')
    }
  })

  test('in a presentation beside another one that is shown with its binding', async () => {
    const both = await present({
      credentials: [showing(held, [pseudonym, escrow]), showing(held)],
    })
    const changed = mutable(both.presentation)
    Object.assign(changed.verifiableCredential, [
      changed.verifiableCredential[0],
      await thiefDerives(['type', 'nationality']),
    ])
    const bound = { ...expected, statements: [[pseudonym, escrow], []] }
    await expectRefusal(changed, 'wrong-presentation-header', { bound })
  })
})

describe('a verifier refuses a binding proof', () => {
  test('where no credential is bound', async () => {
    const unbound = await issueTo(world.issuer)
    const header = presentationHeader({ challenge, domain })
    const derived = await deriveCredential({
      credential: unbound,
      claims: ['sex'],
      presentationHeader: header,
    })
    const [binding, holder] = proofSetOf(presentation)
    for (const proof of [binding, [binding, holder]]) {
      const crossed = { ...presentation, verifiableCredential: [derived], proof }
      await expectRefusal(crossed, 'binding-unexpected', instead({ statements: [[]] }))
    }
  })

  test('of another presentation', async () => {
    const other = await present({ withHolderProof: false })
    await expectRefusal({ ...other.presentation, proof: proofSetOf(presentation)[0] }, 'transcript-mismatch')
  })

  test('of another holder, who has the same claims', async () => {
    const claims = { ...resident, regionCode: '310102' }
    const neighbour = await holdBound(world, { secrets: secretsOf(77), seed: 9, index: 12, claims })
    const other = await present({ credentials: [showing(neighbour, [pseudonym, escrow])] })
    const proof = proofSetOf(other.presentation)[0]
    await expectRefusal({ ...presentation, proof }, 'transcript-mismatch')
  })

  test('made with the binding of another credential of the same holder', async () => {
    const other = await holdBound(world, { seed: 9 })
    const { kept: _, ...unkept } = held
    const mixed = showing({ ...unkept, binding: other.binding }, [pseudonym, escrow])
    const made = await present({ credentials: [mixed], withHolderProof: false })
    await expectRefusal(made.presentation, 'proof-invalid')
  })

  test('made by a thief who has credential and binding, and secrets of their own', async () => {
    const { kept: _, ...unkept } = held
    const mixed = showing({ ...unkept, secrets: secretsOf(78) }, [pseudonym, escrow])
    const made = await present({ credentials: [mixed], withHolderProof: false })
    await expectRefusal(made.presentation, 'proof-invalid')
  })

  test('for another time, transaction or epoch than the request’s', async () => {
    await expectRefusal(presentation, 'transcript-mismatch', instead({ time: requestTime + 1 }))
    await expectRefusal(presentation, 'transcript-mismatch', instead({ time: null }))
    const transactionHash = new Uint8Array(32)
    await expectRefusal(presentation, 'transcript-mismatch', instead({ transactionHash }))

    const { id } = world.authority
    await expectRefusal(presentation, 'epoch-stale', instead({ authority: { id, epoch: 2 } }))
    const next = authoritySourceOf([createAuthority(900, 2)])
    await expectRefusal(presentation, 'epoch-stale', sources({ authoritySource: next }))
    const both = { ...sources({ authoritySource: next }), ...instead({ authority: { id, epoch: 2 } }) }
    await expectRefusal(presentation, 'transcript-mismatch', both)
  })

  test('to another key of the authority, or to another authority', async () => {
    const { id, epoch } = world.authority
    const { key } = createAuthority(901)
    const rekeyed = authoritySourceOf([{ ...world.authority, key }])
    await expectRefusal(presentation, 'transcript-mismatch', sources({ authoritySource: rekeyed }))

    const other = createAuthority(901)
    const authoritySource = authoritySourceOf([world.authority, other])
    const asked = instead({ authority: { id: other.id, epoch } })
    await expectRefusal(presentation, 'authority-mismatch', { ...sources({ authoritySource }), ...asked })
    await expectRefusal(
      presentation,
      'authority-unknown',
      sources({ authoritySource: authoritySourceOf([]) }),
    )
    const offline = { current: () => Promise.reject(new Error('offline')) }
    await expectRefusal(presentation, 'chain-unreachable', sources({ authoritySource: offline }))
    expect(id).not.toBe(other.id)
  })

  test('for another nonce or audience', async () => {
    await expectRefusal(presentation, 'wrong-challenge', { challenge: 'another nonce of this verifier' })
    await expectRefusal(presentation, 'wrong-audience', { domain: 'https://evil.example' })
    const replayed = withChange(({ proof }) => {
      for (const one of proof as unknown as Mutable<HolderProof>[]) one.domain = 'https://evil.example'
    })
    await expectRefusal(replayed, 'wrong-presentation-header', { domain: 'https://evil.example' })
  })

  test('whose header was rewritten for another nonce and audience', async () => {
    const elsewhere = { challenge: 'another nonce', domain: 'https://evil.example' }
    const relayed = withChange((changed) => {
      const [binding] = changed.proof as unknown as [Mutable<HolderProof>]
      Object.assign(binding, elsewhere)
      changed.proof = binding as never
      const [first] = changed.verifiableCredential
      if (first === undefined) return
      const header = JSON.parse(
        new TextDecoder().decode(openProof(first.proof.proofValue).presentationHeader),
      )
      first.proof.proofValue = replaceProof(first.proof.proofValue, {
        presentationHeader: new TextEncoder().encode(JSON.stringify({ ...header, ...elsewhere })),
      })
    })
    await expectRefusal(relayed, 'transcript-mismatch', elsewhere)
  })

  test('for another service’s label or scope of pseudonyms', async () => {
    const scope = new Uint8Array(32).fill(1)
    for (const asked of [
      { type: 'pseudonym', label: 'poll' },
      { type: 'pseudonym', label: 'account', scope },
    ] as const) {
      await expectRefusal(presentation, 'transcript-mismatch', instead({ statements: [[asked, escrow]] }))
    }
  })

  test('with a statement fewer, one more, or the same in another order than asked', async () => {
    await expectRefusal(presentation, 'statement-missing', instead({ statements: [[pseudonym]] }))
    await expectRefusal(presentation, 'statement-missing', instead({ statements: [[possession]] }))
    const more = [pseudonym, escrow, { type: 'pseudonym', label: 'poll' }] as const
    await expectRefusal(presentation, 'statement-missing', instead({ statements: [more] }))
    await expectRefusal(presentation, 'binding-malformed', instead({ statements: [[escrow, pseudonym]] }))
  })

  test('where more or fewer credentials were asked for', async () => {
    await expectRefusal(presentation, 'credential-count', instead({ statements: [] }))
    await expectRefusal(presentation, 'credential-count', instead({ statements: [[pseudonym, escrow], []] }))
  })

  test('of two holders as one holder’s', async () => {
    const claims = { ...resident, regionCode: '310102' }
    const neighbour = await holdBound(world, { secrets: secretsOf(77), seed: 9, index: 12, claims })
    const bound = expecting([[possession], [possession]], { sameHolder: true })
    const credentials = [showing(held), showing(neighbour)]
    // Two that each prove their own, and two that claim what is not so.
    const apart = await present({ credentials, context: contextOf() })
    await expectRefusal(apart.presentation, 'statement-missing', { bound })
    const claimed = createBoundPresentation({
      credentials,
      context: contextOf({ sameHolder: true }),
      withHolderProof: false,
    })
    await expect(claimed).rejects.toThrow()
    const alone = await present({ credentials: [showing(held)], context: contextOf() })
    const one = { bound: expecting([[possession]], { sameHolder: true }) }
    await expectRefusal(alone.presentation, 'binding-missing', one)
  })

  test('of one credential in two places, whether or not one holder must have both', async () => {
    const made = await present({ credentials: [showing(held), showing(held)], context: contextOf() })
    const bound = expecting([[possession], [possession]])
    await expectRefusal(made.presentation, 'credential-repeated', { bound })
    const same = await present({
      credentials: [showing(held), showing(held, [], ['sex'])],
      context: contextOf({ sameHolder: true }),
    })
    await expectRefusal(same.presentation, 'credential-repeated', { bound: { ...bound, sameHolder: true } })
  })

  test('of a credential and its copy, which has a place of its own, as two of one holder', async () => {
    const copy = await holdBound(world, { seed: 9, index: 12, secrets: held.secrets })
    const bound = expecting([[possession], [possession]], { sameHolder: true })
    for (const claims of [['nationality', 'regionCode'], ['sex'], []]) {
      const made = await present({
        credentials: [showing(held), showing(copy, [], claims)],
        context: contextOf({ sameHolder: true }),
      })
      await expectRefusal(made.presentation, 'credential-repeated', { bound })
    }
  })

  test('of two credentials without a place in a list that show the same', async () => {
    const listless = await createBoundWorld({ withStatus: false })
    const plain = await holdBound(listless, { index: null, seed: 21 })
    const made = await present({ credentials: [showing(plain), showing(plain)], context: contextOf() })
    const bound = expecting([[possession], [possession]])
    await expectRefusal(made.presentation, 'credential-repeated', { bound, boundSources: listless.sources })
  })

  test('that comes with credentials in another order', async () => {
    const other = await holdBound(world, { seed: 9, index: 12 })
    const made = await present({ credentials: [showing(held), showing(other)], context: contextOf() })
    const bound = expecting([[possession], [possession]])
    expect(await verifyPresentation({ presentation: made.presentation, ...verifier, bound })).toMatchObject({
      accepted: true,
    })
    const turned = {
      ...made.presentation,
      verifiableCredential: made.presentation.verifiableCredential.toReversed(),
      proof: proofSetOf(made.presentation)[0],
    }
    await expectRefusal(turned, 'transcript-mismatch', { bound })
  })
})

describe('a verifier refuses a bound credential', () => {
  test('of a template that it does not know, or when it knows none', async () => {
    await expectRefusal(presentation, 'template-unknown', sources({ templates: [] }))
    const { boundSources: _, ...unaware } = verifier
    const verdict = await verifyPresentation({ presentation, ...unaware })
    expect(verdict).toMatchObject({ accepted: false, reason: 'template-unknown' })
  })

  test('whose issuer has published no profile, or one for another key, chain or authority', async () => {
    const { issuer, authority } = world
    const later = await createBlsKeyPair({ random: seededRandom(5) })
    const successor = profileOf({ ...issuer, key: later }, authority)
    const foreign = profileOf(await createIssuer(2), authority)
    const statusless = profileOf(issuer, authority, { withStatus: false })
    const junk = [new Uint8Array(0), new TextEncoder().encode('{}'), new TextEncoder().encode('[]')]
    for (const published of [[], [successor], [foreign], [statusless]]) {
      const profileSource = profileSourceOf(published)
      await expectRefusal(presentation, 'profile-unpublished', sources({ profileSource }))
    }
    const profileSource = { profiles: async () => ({ current: undefined, published: junk }) }
    await expectRefusal(presentation, 'profile-unpublished', sources({ profileSource }))
    await expectRefusal(presentation, 'profile-unpublished', sources({ chainId: chainId + 1 }))
    const offline = { profiles: () => Promise.reject(new Error('offline')) }
    await expectRefusal(presentation, 'chain-unreachable', sources({ profileSource: offline }))
    const other = createAuthority(901)
    const elsewhere = profileSourceOf([profileOf(issuer, other)])
    await expectRefusal(presentation, 'authority-mismatch', sources({ profileSource: elsewhere }))
  })

  test('whose profile differs from the published one in a single member', async () => {
    const genuine = JSON.parse(new TextDecoder().decode(profileOf(world.issuer, world.authority)))
    for (const [member, value] of Object.entries({
      version: 2,
      mandatory: [...genuine.mandatory, '/credentialSubject/residentNumber'],
      statements: genuine.statements + 1,
      layout: genuine.bindingHeader,
      bindingHeader: genuine.layout,
    })) {
      const changed = new TextEncoder().encode(JSON.stringify({ ...genuine, [member]: value }))
      const profileSource = profileSourceOf([changed])
      await expectRefusal(presentation, 'profile-unpublished', sources({ profileSource }))
    }
  })

  test('under a key that is another issuer’s, or that was rotated away', async () => {
    const other = await createIssuer(2)
    const rotated = resolverOf([documentOf(world.issuer.did, [other.key])])
    await expectRefusal(presentation, 'issuer-key-unknown', { resolver: rotated })
    const both = resolverOf([documentOf(world.issuer.did, [world.issuer.key, other.key]), documentsOf(other)])
    const relabelled = withChange(({ verifiableCredential: [first] }) => {
      if (first) first.proof.verificationMethod = `${world.issuer.did}#${other.key.publicKeyMultibase}`
    })
    const alone = { ...relabelled, proof: proofSetOf(presentation)[0] }
    await expectRefusal(alone, 'profile-unpublished', { resolver: both })
    const profiles = [profileOf({ ...world.issuer, key: other.key }, world.authority)]
    const published = sources({ profileSource: profileSourceOf(profiles) })
    await expectRefusal(alone, 'transcript-mismatch', { resolver: both, ...published })
  })

  test('that shows the value which links credential and binding', async () => {
    const { binding = '' } = held.credential.credentialSubject
    const shown = withChange((changed) => {
      changed.proof = proofSetOf(presentation)[0] as never
      Object.assign(changed.verifiableCredential[0]?.credentialSubject ?? {}, { binding })
    })
    await expectRefusal(shown, 'indexes-out-of-range')
    const disclosed = await thiefDerives(['type', 'nationality', 'binding'])
    const header = openProof(presentation.verifiableCredential[0]?.proof.proofValue ?? '').presentationHeader
    const proofValue = replaceProof(disclosed.proof.proofValue, { presentationHeader: header })
    const first = { ...disclosed, proof: { ...disclosed.proof, proofValue } }
    const proof = proofSetOf(presentation)[0]
    await expectRefusal({ ...presentation, verifiableCredential: [first], proof }, 'link-disclosed')
  })

  test('with a claim, a period or a status that was changed', async () => {
    const changes: ((credential: Mutable<DerivedCredential>) => void)[] = [
      ({ credentialSubject }) => {
        credentialSubject.nationality = 'ABC'
      },
      (credential) => {
        credential.validUntil = '2099-01-01T00:00:00Z'
      },
      ({ credentialStatus }) => {
        if (credentialStatus) credentialStatus.statusListIndex = '1'
      },
    ]
    for (const change of changes) {
      const changed = withChange((copy) => {
        copy.proof = proofSetOf(presentation)[0] as never
        const [first] = copy.verifiableCredential
        if (first) change(first)
      })
      await expectRefusal(changed, 'transcript-mismatch')
    }
  })

  test('with another address of its template than the issuer has published', async () => {
    const changed = withChange((copy) => {
      copy.proof = proofSetOf(presentation)[0] as never
      const [first] = copy.verifiableCredential
      if (first) first.credentialSchema.id = 'http://localhost:4020/templates/resident-id/2'
    })
    await expectRefusal(changed, 'profile-unpublished')
  })

  test('without its place in the status list, though the issuer publishes such ones too', async () => {
    const hidden = withChange((copy) => {
      copy.proof = proofSetOf(presentation)[0] as never
      delete (copy.verifiableCredential[0] as { credentialStatus?: unknown } | undefined)?.credentialStatus
    })
    await expectRefusal(hidden, 'indexes-out-of-range')
  })

  test('where something must be proved of one, and it is unbound', async () => {
    const unbound = await issueTo(world.issuer)
    const header = presentationHeader({ challenge, domain })
    const derived = await deriveCredential({
      credential: unbound,
      claims: ['sex'],
      presentationHeader: header,
    })
    const plain = await wrap(derived)
    for (const asked of [possession, pseudonym]) {
      await expectRefusal(plain, 'binding-missing', { bound: expecting([[asked]]) })
    }
    expect(
      await verifyPresentation({ presentation: plain, ...verifier, bound: expecting([[]]) }),
    ).toMatchObject({
      accepted: true,
      holderBinding: 'none',
      pseudonyms: [[]],
    })
  })
})

describe('the envelope of a bound presentation', () => {
  test('has no member too many, wherever it stands', async () => {
    const [binding, holder] = proofSetOf(presentation)
    const [first] = presentation.verifiableCredential
    const extra = { extra: 'x' }
    const inProofs = (change: object) => ({ ...presentation, proof: [{ ...binding, ...change }, holder] })
    const cases: unknown[] = [
      { ...presentation, ...extra },
      { ...presentation, id: 'urn:uuid:0' },
      { ...presentation, holder: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
      inProofs(extra),
      inProofs({ created: '2026-11-23T00:00:00Z' }),
      inProofs({ verificationMethod: holder.verificationMethod }),
      inProofs({ id: 'urn:uuid:0' }),
      { ...presentation, proof: [binding, { ...holder, ...extra }] },
      { ...presentation, proof: { ...binding, previousProof: 'urn:x' } },
      { ...presentation, verifiableCredential: [{ ...first, ...extra }] },
      { ...presentation, verifiableCredential: [{ ...first, proof: { ...first?.proof, ...extra } }] },
    ]
    for (const changed of cases) await expectRefusal(changed, 'unexpected-member')
  })

  test('has one proof of each kind, the binding proof first', async () => {
    const [binding, holder] = proofSetOf(presentation)
    const sets = [[], [binding], [holder], [holder, binding], [binding, binding], [holder, holder]]
    const more = [[binding, holder, holder], [binding, binding, holder], [binding, null], [[binding, holder]]]
    for (const proof of [...sets, ...more]) await expectRefusal({ ...presentation, proof }, 'proof-count')
    const foreign = { ...holder, cryptosuite: 'ecdsa-rdfc-2019' }
    await expectRefusal({ ...presentation, proof: [binding, foreign] }, 'wrong-cryptosuite')
  })

  test('has a proof that is checked even where it looks like a list', async () => {
    const [binding, holder] = proofSetOf(presentation)
    const alike = { length: 2, 0: binding, 1: holder }
    await expectRefusal({ ...presentation, proof: { ...holder, ...alike } }, 'unexpected-member')
    await expectRefusal({ ...presentation, proof: { ...binding, ...alike } }, 'unexpected-member')
    const unbound = await issueTo(world.issuer)
    const header = presentationHeader({ challenge, domain })
    const derived = await deriveCredential({ credential: unbound, claims: [], presentationHeader: header })
    const plain = await wrap(derived)
    const none = { bound: expecting([[]]) }
    await expectRefusal({ ...plain, proof: { length: 0 } }, 'unexpected-member', none)
    await expectRefusal({ ...plain, proof: { ...plain.proof, length: 2 } }, 'unexpected-member', none)
  })

  test('has the type and the purpose of a proof, and a value in its one spelling', async () => {
    const [binding] = proofSetOf(presentation)
    const alone = (change: object) => ({ ...presentation, proof: { ...binding, ...change } })
    for (const change of [{ type: 'Proof' }, { proofPurpose: 'assertionMethod' }, { proofValue: 7 }]) {
      await expectRefusal(alone(change), 'malformed')
    }
    const { proofValue } = binding
    for (const text of [
      '',
      'u',
      `z${proofValue.slice(1)}`,
      `${proofValue}=`,
      `${proofValue} `,
      `${proofValue}AAAA`,
    ]) {
      await expectRefusal(alone({ proofValue: text }), 'binding-malformed')
    }
    await expectRefusal(alone({ proofValue: `u${'A'.repeat(200_000)}` }), 'binding-malformed')
    await expectRefusal(alone({ proofValue: proofValue.slice(0, -4) }), 'binding-malformed')
  })

  test('keeps its presentation id however it is written down', async () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, inner]) => [name, turned(inner)]),
      )
    }
    const [binding, holder] = proofSetOf(presentation)
    for (const copy of [
      JSON.parse(JSON.stringify(presentation, undefined, 4)),
      turned(presentation),
      { ...presentation, proof: binding },
      { ...presentation, proof: [turned(binding), holder] },
    ]) {
      const verdict = await verifyPresentation({ presentation: copy, ...verifier })
      expect(verdict).toMatchObject({ accepted: true, presentationId })
    }
  })

  test('is refused when what JSON-LD would take for the same is written in another way', async () => {
    const [first] = presentation.verifiableCredential
    for (const copy of [
      { ...presentation, verifiableCredential: first },
      { ...presentation, type: 'VerifiablePresentation' },
      { ...presentation, '@context': presentation['@context'][0] },
    ]) {
      const verdict = await verifyPresentation({ presentation: copy, ...verifier })
      expect(verdict.accepted).toBe(false)
    }
  })

  test('carries the one-time key’s signature over what stands in it, where there is one', async () => {
    const other = await present({})
    const [binding] = proofSetOf(presentation)
    const [, holder] = proofSetOf(other.presentation)
    await expectRefusal({ ...presentation, proof: [binding, holder] }, 'holder-proof-invalid')
  })
})

describe('expectations that make no sense are misuse', () => {
  test('escrow to nobody', async () => {
    const bound = expecting([[escrow]])
    await expect(verifyPresentation({ presentation, ...verifier, bound })).rejects.toMatchObject({
      code: 'authority-invalid',
    })
  })

  test('presenting a bound credential without its binding, or an unbound one with', async () => {
    const { credential } = held
    const header = presentationHeader({ challenge, domain })
    await expect(
      deriveCredential({ credential, claims: ['sex'], presentationHeader: header }),
    ).rejects.toMatchObject({ code: 'binding-needed' })
    const { bound } = showing(held)
    const unbound = await issueTo(world.issuer)
    for (const credentials of [
      [{ credential, claims: ['sex'] }],
      [{ credential: unbound, claims: ['sex'], ...(bound && { bound }) }],
      [{ credential: unbound, claims: ['sex'] }],
    ]) {
      await expect(
        createBoundPresentation({ credentials, context: contextOf(), withHolderProof: false }),
      ).rejects.toMatchObject({ code: 'binding-needed' })
    }
  })

  test('choosing the hidden value, or that the credential is bound, as a claim', async () => {
    for (const claim of ['binding', 'bound', 'binding/', '~1binding', 'type', 'shoeSize']) {
      const credentials = [showing(held, [], [claim])]
      await expect(
        createBoundPresentation({ credentials, context: contextOf(), withHolderProof: false }),
      ).rejects.toMatchObject({ code: 'unknown-claim' })
    }
  })

  test('a template of ours is read by its digest, not by its name', async () => {
    const revised = parseTemplate({ ...boundResidentIdTemplate, version: 2 })
    await expectRefusal(presentation, 'template-unknown', sources({ templates: [revised] }))
  })
})
