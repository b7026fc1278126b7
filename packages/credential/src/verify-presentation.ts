/// <reference path="./digitalbazaar.d.ts" />
import type { DidResolver } from '@velum/did'
import jsigs from 'jsonld-signatures'
import { summaryOf } from './check-credential.ts'
import type { StatusSource } from './check-status.ts'
import { type Checklist, decide } from './checklist.ts'
import { credentialsContext } from './contexts.ts'
import type { Presentation } from './create-presentation.ts'
import { type CredentialSuite, credentialBody, credentialSuite } from './credential-suite.ts'
import { createDocumentLoader, rememberResolutions } from './document-loader.ts'
import { eddsaVerifier, isEddsaProofValue } from './eddsa-suite.ts'
import { copyJsonObject, isJsonObject, shapeProblem } from './json-object.ts'
import { presentationHeader } from './presentation-header.ts'
import type { Verdict } from './verdict.ts'
import { inspectDerivedCredential, verifyDerivedCredential } from './verify-derived-credential.ts'

export interface VerifyPresentationOptions {
  /** As it came. */
  presentation: unknown
  /** The nonce of the verifier's own request. */
  challenge: string
  /** The verifier's own full client id. */
  domain: string
  resolver: DidResolver
  /** DIDs. */
  trustedIssuers: readonly string[]
  statusSource: StatusSource
  now: () => Date
  /** Digests (`templateDigest`) of the templates that are accepted; absent: every template of a trusted issuer. */
  templateDigests?: readonly string[]
  /** Which suites are taken; default `bbs-2023` alone. What of BBS+ credentials the template always discloses is not
   *  checked here, since that suite does not enforce it. */
  cryptosuites?: readonly CredentialSuite[]
  /** How old the anchor of a status list may be; default one day. */
  maxStatusAgeSeconds?: number
}

const maximumCredentials = 16

/** Verifies a presentation for one request. Does not check that it answers the request's query, nor that it was not
 *  shown before: a session that answers once does that. Throws only what `now` throws or a fault of this library. */
export function verifyPresentation(options: VerifyPresentationOptions): Promise<Verdict> {
  const { challenge, domain, trustedIssuers, statusSource, now, templateDigests, maxStatusAgeSeconds } =
    options
  const { cryptosuites = ['bbs-2023'] } = options
  const resolver = rememberResolutions(options.resolver)
  return decide(async (checks) => {
    const header = presentationHeader({ challenge, domain })
    // Everything that reads a document as JSON comes before everything that reads it as JSON-LD, which an attacker
    // could make slow or let say what the JSON does not.
    const presentation = checkPresentationShape(checks, options.presentation)
    checkHolderProof(checks, { presentation, challenge, domain })
    const credentials = presentation.verifiableCredential.map((json, position) =>
      inspectDerivedCredential(checks.of(position), {
        json,
        presentationHeader: header,
        suites: cryptosuites,
        trustedIssuers,
        templateDigests,
        now,
      }),
    )

    checks.check({
      name: 'holder-signature',
      passed: await verifyHolderSignature({ presentation, challenge, domain, resolver }),
      reason: 'holder-proof-invalid',
    })
    for (const [position, credential] of credentials.entries()) {
      await verifyDerivedCredential(checks.of(position), {
        credential,
        presentationHeader: header,
        resolver,
        statusSource,
        now,
        maxStatusAgeSeconds,
      })
    }
    return {
      credentials: credentials.map((credential) => summaryOf(credentialBody(credential), credentialSuite(credential))),
      holderBinding: 'none' as const }
  })
}

function checkPresentationShape(checks: Checklist, json: unknown): Presentation {
  const document = copyJsonObject(json)
  const problem = shapeProblem(document, {
    '@context': (value) => value !== undefined,
    type: (value) => JSON.stringify(value) === '["VerifiablePresentation"]',
    verifiableCredential: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= maximumCredentials &&
      value.every(isJsonObject),
    proof: (value) => typeof value === 'object' && value !== null,
  })
  checks.check({
    name: 'presentation-members',
    passed: document !== undefined && problem === undefined,
    reason: problem?.reason ?? 'malformed',
    expected: '@context, type, verifiableCredential, proof',
    actual: problem?.member,
  })

  const expected = JSON.stringify([credentialsContext])
  const actual = JSON.stringify(document?.['@context'])
  checks.check({
    name: 'presentation-context',
    passed: actual === expected,
    reason: 'unknown-context',
    expected,
    actual,
  })

  const proofs = Array.isArray(document?.proof) ? document.proof.length : 1
  checks.check({
    name: 'presentation-proof-count',
    passed: isJsonObject(document?.proof),
    reason: 'proof-count',
    expected: 'one proof',
    actual: String(proofs),
  })
  return document as unknown as Presentation
}

interface HolderProofOptions {
  presentation: Presentation
  challenge: string
  domain: string
}

function checkHolderProof(checks: Checklist, options: HolderProofOptions): void {
  const { presentation, challenge, domain } = options
  const { proof } = presentation
  const isText = (value: unknown) => typeof value === 'string'
  const problem = shapeProblem(proof, {
    type: (value) => value === 'DataIntegrityProof',
    cryptosuite: isText,
    verificationMethod: isText,
    proofPurpose: (value) => value === 'authentication',
    challenge: isText,
    domain: isText,
    proofValue: isEddsaProofValue,
  })
  checks.check({
    name: 'presentation-proof',
    passed: problem === undefined,
    reason: problem?.reason ?? 'malformed',
    actual: problem?.member,
  })

  checks.check({
    name: 'presentation-cryptosuite',
    passed: proof.cryptosuite === 'eddsa-rdfc-2022',
    reason: 'wrong-cryptosuite',
    expected: 'eddsa-rdfc-2022',
    actual: proof.cryptosuite,
  })

  checks.check({
    name: 'challenge',
    passed: proof.challenge === challenge,
    reason: 'wrong-challenge',
    expected: challenge,
    actual: proof.challenge,
  })

  checks.check({
    name: 'audience',
    passed: proof.domain === domain,
    reason: 'wrong-audience',
    expected: domain,
    actual: proof.domain,
  })

  checks.check({
    name: 'holder-key',
    passed: oneTimeKey.test(proof.verificationMethod),
    reason: 'holder-key-invalid',
    expected: 'a did:key of kind Ed25519',
    actual: proof.verificationMethod,
  })
}

async function verifyHolderSignature(
  options: HolderProofOptions & { resolver: DidResolver },
): Promise<boolean> {
  const { presentation, challenge, domain, resolver } = options
  const { verified } = await jsigs.verify(structuredClone(presentation), {
    suite: eddsaVerifier(),
    purpose: new jsigs.purposes.AuthenticationProofPurpose({ challenge, domain }),
    documentLoader: createDocumentLoader(resolver),
  })
  return verified
}

// 'z6Mk' is how base58 writes the start of every Ed25519 Multikey.
const oneTimeKey = /^did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]{44})#\1$/
