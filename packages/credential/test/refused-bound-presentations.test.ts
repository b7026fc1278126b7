import { beforeAll, describe, expect, test } from 'vitest'
import {
  boundResidentIdTemplate,
  createBlsKeyPair,
  createBoundPresentation,
  type DerivedCredential,
  deriveCredential,
  parseTemplate,
  presentationHeader,
  verifyPresentation,
} from '../src/index.ts'
import {
  chainId,
  contextOf,
  createAuthority,
  expecting,
  possession,
  profileOf,
  profileSourceOf,
  showing,
} from './bound-world.ts'
import { openProof, replaceProof } from './forge.ts'
import {
  createRefusalWorld,
  escrow,
  proofSetOf,
  pseudonym,
  type RefusalWorld,
  wrapUnbound,
} from './refusal-world.ts'
import {
  challenge,
  createIssuer,
  documentOf,
  documentsOf,
  domain,
  issueTo,
  type Mutable,
  mutable,
  resolverOf,
  seededRandom,
} from './world.ts'

let world: RefusalWorld['world']
let held: RefusalWorld['held']
let expected: RefusalWorld['expected']
let verifier: RefusalWorld['verifier']
let present: RefusalWorld['present']
let presentation: RefusalWorld['presentation']
let presentationId: RefusalWorld['presentationId']
let expectRefusal: RefusalWorld['expectRefusal']
let sources: RefusalWorld['sources']
let withChange: RefusalWorld['withChange']
let thiefDerives: RefusalWorld['thiefDerives']

beforeAll(async () => {
  ;({
    world,
    held,
    expected,
    verifier,
    present,
    presentation,
    presentationId,
    expectRefusal,
    sources,
    withChange,
    thiefDerives,
  } = await createRefusalWorld())
})

test('the presentation that all these start from is accepted', async () => {
  expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({
    accepted: true,
    presentationId,
  })
})

describe('a bound credential shown as unbound is refused', () => {
  test('by whatever policy, when a thief has a copy of its file', async () => {
    const stolen = await wrapUnbound(await thiefDerives(['type', 'nationality']))
    await expectRefusal(stolen, 'binding-missing')
    const { bound: _, boundSources: __, ...policyOfNone } = verifier
    const verdict = await verifyPresentation({ presentation: stolen, ...policyOfNone })
    expect(verdict).toMatchObject({ accepted: false, reason: 'binding-missing' })
  })

  test('when the binding proof is stripped from the proof set', async () => {
    const [, holder] = proofSetOf(presentation)
    await expectRefusal({ ...presentation, proof: holder }, 'binding-missing')
    await expectRefusal(await wrapUnbound(...presentation.verifiableCredential), 'binding-missing')
  })

  test('when `bound` is removed with it, however the indexes are put right', async () => {
    const { bound: _, ...policyOfNone } = verifier
    const stolen = await thiefDerives(['type', 'nationality'])
    const { bound: __, ...silent } = stolen.credentialSubject
    const unsaid = { ...stolen, credentialSubject: silent } as DerivedCredential
    // The digest of the template tells a verifier that knows it; others see that a statement is missing.
    await expectRefusal(await wrapUnbound(unsaid), 'binding-missing', policyOfNone)
    const { boundSources: ___, ...unaware } = policyOfNone
    const indexless = await verifyPresentation({ presentation: await wrapUnbound(unsaid), ...unaware })
    expect(indexless).toMatchObject({ accepted: false, reason: 'indexes-out-of-range' })

    const { mandatoryIndexes } = openProof(stolen.proof.proofValue)
    for (const gone of mandatoryIndexes) {
      const fewer = mandatoryIndexes
        .filter((index) => index !== gone)
        .map((index) => (index > gone ? index - 1 : index))
      const proofValue = replaceProof(stolen.proof.proofValue, { mandatoryIndexes: fewer })
      const patched = { ...unsaid, proof: { ...unsaid.proof, proofValue } } as DerivedCredential
      const verdict = await verifyPresentation({ presentation: await wrapUnbound(patched), ...unaware })
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
    const plain = await wrapUnbound(derived)
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
