import { DidError } from '@velum/did'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Credential,
  createEd25519KeyPair,
  createPresentation,
  createStatusList,
  type DerivedCredential,
  deriveCredential,
  type Presentation,
  presentationHeader,
  type RejectionReason,
  residentIdTemplate,
  setStatus,
  templateDigest,
  type VerifyPresentationOptions,
  verifyPresentation,
} from '../src/index.ts'
import { replaceProof } from './forge.ts'
import {
  challenge,
  createIssuer,
  documentOf,
  documentsOf,
  domain,
  type Issuer,
  issueTo,
  type Mutable,
  mutable,
  present,
  resolverOf,
  seededRandom,
  statusSourceOf,
  verifierOf,
} from './world.ts'

let issuer: Issuer
let credential: Credential
let derived: DerivedCredential
let presentation: Presentation
let verifier: Omit<VerifyPresentationOptions, 'presentation'>

beforeAll(async () => {
  issuer = await createIssuer(1)
  credential = await issueTo(issuer)
  const header = presentationHeader({ challenge, domain })
  derived = await deriveCredential({
    credential,
    claims: ['nationality', 'regionCode'],
    presentationHeader: header,
  })
  presentation = await wrap(derived)
  verifier = await verifierOf(issuer)
})

// Whoever holds a derived credential can put it into a presentation of their own.
async function wrap(...credentials: DerivedCredential[]): Promise<Presentation> {
  const holderKey = await createEd25519KeyPair({ random: seededRandom(31) })
  return createPresentation({ credentials, holderKey, challenge, domain })
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

/** The presentation with a change to its credential, signed anew by the attacker. */
async function withCredential(
  change: (credential: Mutable<DerivedCredential>) => void,
): Promise<Presentation> {
  const changed = mutable(derived)
  change(changed)
  return wrap(changed as unknown as DerivedCredential)
}

/** The presentation with a change that the attacker could or would not sign. */
function withChange(change: (presentation: Mutable<Presentation>) => void): Presentation {
  const changed = mutable(presentation)
  change(changed)
  return changed as unknown as Presentation
}

test('the presentation that all these start from is accepted', async () => {
  expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({ accepted: true })
})

describe('a verifier refuses', () => {
  test('a tampered claim', async () => {
    const tampered = await withCredential(({ credentialSubject }) => {
      credentialSubject.nationality = 'ABC'
    })
    await expectRefusal(tampered, 'proof-invalid')
  })

  test('a holder’s signature of another length than any has, before it is decoded', async () => {
    // 240 kB of base58 took a verifier half a minute to decode.
    for (const digits of ['', '5'.repeat(63), '5'.repeat(89), '5'.repeat(240_000), `${'5'.repeat(80)}0`]) {
      const changed = withChange(({ proof }) => {
        proof.proofValue = `z${digits}`
      })
      await expectRefusal(changed, 'malformed')
    }
  })

  test('a claim under another name', async () => {
    const tampered = await withCredential((credential) => {
      const { nationality, ...others } = credential.credentialSubject
      credential.credentialSubject = { ...others, sex: nationality ?? '' }
    })
    await expectRefusal(tampered, 'proof-invalid')
  })

  test('a claim left out', async () => {
    const tampered = await withCredential(({ credentialSubject }) => {
      delete credentialSubject.nationality
    })
    await expectRefusal(tampered, 'indexes-out-of-range')
  })

  test('another validity period, template, status entry or issuer than the signed ones', async () => {
    const changes: ((credential: Mutable<DerivedCredential>) => void)[] = [
      (credential) => {
        credential.validUntil = '2099-01-01T00:00:00Z'
      },
      (credential) => {
        credential.credentialSchema.id = 'http://localhost:4020/templates/resident-id/2'
      },
      (credential) => {
        if (credential.credentialStatus) credential.credentialStatus.statusListIndex = '1'
      },
    ]
    for (const change of changes) await expectRefusal(await withCredential(change), 'proof-invalid')
    const other = await createIssuer(2)
    const relabelled = await withCredential((credential) => {
      credential.issuer = other.did
      credential.proof.verificationMethod = `${other.did}#${other.key.publicKeyMultibase}`
    })
    const resolver = resolverOf([documentsOf(issuer), documentsOf(other)])
    await expectRefusal(relabelled, 'proof-invalid', { resolver, trustedIssuers: [other.did] })
  })

  test('a status entry that was left out', async () => {
    const hidden = await withCredential((credential) => {
      delete (credential as { credentialStatus?: unknown }).credentialStatus
    })
    await expectRefusal(hidden, 'indexes-out-of-range')
  })

  test('an answer to another nonce', async () => {
    await expectRefusal(presentation, 'wrong-challenge', { challenge: 'another nonce of this verifier' })
  })

  test('an answer for another audience', async () => {
    const changes = { domain: 'decentralized_identifier:did:web:evil.example' }
    await expectRefusal(presentation, 'wrong-audience', changes)
  })

  test('a derived proof that was made for another request and wrapped anew', async () => {
    const header = presentationHeader({ challenge: 'yesterday', domain })
    const options = { credential, claims: ['nationality', 'regionCode'], presentationHeader: header }
    await expectRefusal(await wrap(await deriveCredential(options)), 'wrong-presentation-header')
  })

  test('a derived proof whose header was replaced', async () => {
    const header = presentationHeader({ challenge: 'yesterday', domain })
    const options = { credential, claims: ['nationality', 'regionCode'], presentationHeader: header }
    const stale = mutable(await deriveCredential(options))
    stale.proof.proofValue = replaceProof(stale.proof.proofValue, {
      presentationHeader: presentationHeader({ challenge, domain }),
    })
    await expectRefusal(await wrap(stale as unknown as DerivedCredential), 'proof-invalid')
  })

  test('a holder’s signature over something else', async () => {
    const other = await present(credential, { claims: ['sex'] })
    const swapped = withChange((changed) => {
      changed.verifiableCredential = mutable(other.verifiableCredential)
    })
    await expectRefusal(swapped, 'holder-proof-invalid')
  })

  test('a holder key that is not a one-time did:key of kind Ed25519', async () => {
    const keys = [
      `${issuer.did}#${issuer.statusKey.publicKeyMultibase}`,
      `did:key:${issuer.key.publicKeyMultibase}#${issuer.key.publicKeyMultibase}`,
      presentation.proof.verificationMethod.split('#')[0] ?? '',
    ]
    for (const key of keys) {
      const changed = withChange(({ proof }) => {
        proof.verificationMethod = key
      })
      await expectRefusal(changed, 'holder-key-invalid')
    }
  })

  test('a credential before and after its period', async () => {
    await expectRefusal(presentation, 'not-yet-valid', { now: () => new Date('2025-12-31T23:59:59Z') })
    await expectRefusal(presentation, 'expired', { now: () => new Date('2036-01-01T00:00:00Z') })
  })

  test('a revoked credential', async () => {
    const list = setStatus({ list: createStatusList(), indexes: [94_567], revoked: true })
    await expectRefusal(presentation, 'revoked', { statusSource: await statusSourceOf(issuer, list) })
  })

  test('an issuer it does not trust', async () => {
    const other = await createIssuer(2)
    await expectRefusal(presentation, 'issuer-untrusted', { trustedIssuers: [other.did] })
    await expectRefusal(presentation, 'issuer-untrusted', { trustedIssuers: [] })
  })

  test('an issuer that does not resolve, and says when the chain or a host was out of reach', async () => {
    const failing = (
      code: 'did-not-found' | 'did-deactivated' | 'chain-unreachable' | 'host-unreachable',
    ) => {
      const resolver = resolverOf([])
      return {
        resolver: {
          resolve: (did: string) =>
            did === issuer.did ? Promise.reject(new DidError(code, 'No.')) : resolver.resolve(did),
        },
      }
    }
    await expectRefusal(presentation, 'issuer-unknown', failing('did-not-found'))
    await expectRefusal(presentation, 'issuer-unknown', failing('did-deactivated'))
    await expectRefusal(presentation, 'chain-unreachable', failing('chain-unreachable'))
    await expectRefusal(presentation, 'issuer-unreachable', failing('host-unreachable'))
  })

  test('a key that was rotated away, or is listed for another purpose', async () => {
    const rotated = resolverOf([documentOf(issuer.did, [issuer.statusKey])])
    await expectRefusal(presentation, 'issuer-key-unknown', { resolver: rotated })
    const document = documentsOf(issuer)
    const { assertionMethod } = document
    const demoted = resolverOf([{ ...document, assertionMethod: [], authentication: assertionMethod }])
    await expectRefusal(presentation, 'issuer-key-unknown', { resolver: demoted })
  })

  test('a proof under a key of another issuer or of another kind', async () => {
    const other = await createIssuer(2)
    const resolver = resolverOf([documentsOf(issuer), documentsOf(other)])
    for (const key of [
      `${other.did}#${other.key.publicKeyMultibase}`,
      `${issuer.did}#${issuer.statusKey.publicKeyMultibase}`,
    ]) {
      const changed = await withCredential(({ proof }) => {
        proof.verificationMethod = key
      })
      await expectRefusal(changed, 'issuer-key-unknown', { resolver })
    }
  })

  test('a base proof in place of a derived one', async () => {
    const leaked = await wrap(credential as unknown as DerivedCredential)
    await expectRefusal(leaked, 'base-proof-presented')
  })

  test('a template it did not name', async () => {
    const template = { templateDigests: ['sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='] }
    await expectRefusal(presentation, 'template-mismatch', template)
    const named = { templateDigests: [templateDigest(residentIdTemplate)] }
    expect(await verifyPresentation({ presentation, ...verifier, ...named })).toMatchObject({
      accepted: true,
    })
  })

  test('contexts other than ours, in the presentation and in the credential', async () => {
    const context = 'https://evil.example/context'
    for (const foreign of [[context], [], 'https://www.w3.org/ns/credentials/v2', undefined]) {
      const outer = { ...presentation, '@context': foreign }
      await expectRefusal(outer, foreign === undefined ? 'malformed' : 'unknown-context')
    }
    for (const foreign of [
      [...derived['@context'], context],
      [...derived['@context']].reverse(),
      [derived['@context'][0], { '@vocab': 'https://evil.example/#' }],
      derived['@context'].slice(0, 1),
    ]) {
      const inner = { ...presentation, verifiableCredential: [{ ...derived, '@context': foreign }] }
      await expectRefusal(inner, 'unknown-context')
    }
    const verdict = await verifyPresentation({
      ...verifier,
      presentation: { ...presentation, verifiableCredential: [{ ...derived, '@context': [context] }] },
    })
    expect(verdict.checks.at(-1)?.compared.actual).toContain(context)
  })

  test('a member too many, wherever it stands', async () => {
    const extra = { extra: 'x' }
    const [first] = presentation.verifiableCredential
    const inCredential = (change: object) => ({
      ...presentation,
      verifiableCredential: [{ ...first, ...change }],
    })
    const cases: unknown[] = [
      { ...presentation, ...extra },
      { ...presentation, holder: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
      { ...presentation, id: 'urn:uuid:0' },
      { ...presentation, proof: { ...presentation.proof, created: '2026-11-23T00:00:00Z' } },
      inCredential(extra),
      inCredential({ id: 'urn:uuid:0' }),
      inCredential({ proof: { ...first?.proof, created: '2026-11-23T00:00:00Z' } }),
      inCredential({ proof: { ...first?.proof, previousProof: 'urn:x' } }),
      inCredential({ credentialSchema: { ...first?.credentialSchema, ...extra } }),
      inCredential({ credentialStatus: { ...first?.credentialStatus, id: 'urn:x' } }),
      inCredential({ credentialSubject: { ...first?.credentialSubject, id: 'did:example:1' } }),
      inCredential({ credentialSubject: { ...first?.credentialSubject, '@type': 'Other' } }),
      inCredential({
        credentialSubject: { ...first?.credentialSubject, 'https://w3id.org/velum/vocab#sex': 'F' },
      }),
    ]
    for (const malformed of cases) await expectRefusal(malformed, 'unexpected-member')
  })

  test('what is not shaped like a presentation of ours', async () => {
    const [first] = presentation.verifiableCredential
    const inSubject = (change: object) => ({
      ...presentation,
      verifiableCredential: [{ ...first, credentialSubject: { ...first?.credentialSubject, ...change } }],
    })
    const cases: unknown[] = [
      undefined,
      null,
      'presentation',
      [presentation],
      {},
      { ...presentation, type: 'VerifiablePresentation' },
      { ...presentation, type: ['VerifiablePresentation', 'Other'] },
      { ...presentation, verifiableCredential: [] },
      { ...presentation, verifiableCredential: first },
      { ...presentation, verifiableCredential: Array.from({ length: 17 }, () => first) },
      { ...presentation, proof: undefined },
      { ...presentation, proof: { ...presentation.proof, proofPurpose: 'assertionMethod' } },
      { ...presentation, verifiableCredential: [{ ...first, issuer: { id: first?.issuer } }] },
      { ...presentation, verifiableCredential: [{ ...first, type: ['VerifiableCredential'] }] },
      { ...presentation, verifiableCredential: [{ ...first, validUntil: '2036' }] },
      {
        ...presentation,
        verifiableCredential: [{ ...first, credentialSubject: [first?.credentialSubject] }],
      },
      inSubject({ nationality: ['UTO', 'ABC'] }),
      inSubject({ nationality: { '@value': 'UTO' } }),
      inSubject({ nationality: null }),
      inSubject({ nationality: 1.5 }),
    ]
    for (const malformed of cases) await expectRefusal(malformed, 'malformed')
  })

  test('more than one proof', async () => {
    const [first] = presentation.verifiableCredential
    await expectRefusal({ ...presentation, proof: [presentation.proof] }, 'proof-count')
    await expectRefusal({ ...presentation, proof: [presentation.proof, presentation.proof] }, 'proof-count')
    const twice = { ...first, proof: [first?.proof, first?.proof] }
    await expectRefusal({ ...presentation, verifiableCredential: [twice] }, 'proof-count')
  })

  test('another cryptosuite', async () => {
    const [first] = presentation.verifiableCredential
    const outer = { ...presentation, proof: { ...presentation.proof, cryptosuite: 'ecdsa-rdfc-2019' } }
    await expectRefusal(outer, 'wrong-cryptosuite')
    const inner = { ...first, proof: { ...first?.proof, cryptosuite: 'ecdsa-sd-2023' } }
    await expectRefusal({ ...presentation, verifiableCredential: [inner] }, 'wrong-cryptosuite')
  })

  test('text that canonicalisation would change', async () => {
    // The library puts labels in the place of anything like a blank node, even inside a literal, so that two
    // different claims become one statement.
    for (const text of ['_:b0', 'x _:c14n1', '<urn:bnid:_x>', '\ud800']) {
      const [first] = presentation.verifiableCredential
      const unsafe = { ...first, credentialSubject: { ...first?.credentialSubject, nationality: text } }
      await expectRefusal({ ...presentation, verifiableCredential: [unsafe] }, 'malformed')
    }
    const injected = 'http://localhost/> <http://localhost/> .\n_:b1 <https://w3id.org/velum/vocab#sex> "F'
    for (const id of [injected, 'http://localhost/_:b1']) {
      const [first] = presentation.verifiableCredential
      const unsafe = { ...first, credentialSchema: { ...first?.credentialSchema, id } }
      await expectRefusal({ ...presentation, verifiableCredential: [unsafe] }, 'malformed')
    }
  })
})
