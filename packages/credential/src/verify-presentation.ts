/// <reference path="./digitalbazaar.d.ts" />
import { bindingCryptosuite } from '@velum/binding'
import type { DidResolver } from '@velum/did'
import jsigs from 'jsonld-signatures'
import type { BindingProof, BoundPresentation } from './binding/bound-presentation.ts'
import { checkBindingProof } from './binding/check-binding-proof.ts'
import { checkHolderBinding } from './binding/check-holder-binding.ts'
import type { BoundExpectations, BoundSources } from './binding/expectations.ts'
import { verifyBoundCredentials } from './binding/verify-bound-credentials.ts'
import { summaryOf } from './check-credential.ts'
import { checkRequest } from './check-request.ts'
import type { StatusSource } from './check-status.ts'
import { type Checklist, decide } from './checklist.ts'
import { credentialsContext } from './contexts.ts'
import type { HolderProof, Presentation } from './create-presentation.ts'
import { type CredentialSuite, credentialBody, credentialSuite } from './credential-suite.ts'
import { createDocumentLoader, rememberResolutions } from './document-loader.ts'
import { eddsaVerifier, isEddsaProofValue } from './eddsa-suite.ts'
import { boundHeader, plainHeader } from './header-form.ts'
import { copyJsonObject, isJsonObject, shapeProblem } from './json-object.ts'
import { presentationHeader } from './presentation-header.ts'
import type { Verdict, VerifiedCredential } from './verdict.ts'
import {
  checkCredentialStatus,
  inspectDerivedCredential,
  isSignedByBbs2023,
  verifyDerivedCredential,
} from './verify-derived-credential.ts'

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
  /** `'not-checked'` is for whoever examines an accepted presentation later: the lists of that time are not kept, and what was
   *  revoked since was valid then. Nothing is then said about revocation, and no check is named `status`. */
  statusSource: StatusSource | 'not-checked'
  now: () => Date
  /** Digests (`templateDigest`) of the templates that are accepted; absent: every template of a trusted issuer. */
  templateDigests?: readonly string[]
  /** Which suites are taken; default `bbs-2023` alone. What of BBS+ credentials the template always discloses is not
   *  checked here, since that suite does not enforce it. */
  cryptosuites?: readonly CredentialSuite[]
  /** How old the anchor of a status list may be; default one day. */
  maxStatusAgeSeconds?: number
  /** Against what bound credentials are verified; without it each is refused. */
  boundSources?: BoundSources
  /** What the request asked to be proved of bound credentials; absent: nothing but possession, by a request without a time. */
  bound?: BoundExpectations
}

const maximumCredentials = 16

/** Verifies a presentation for one request. Does not check that it answers the request's query, nor that it was not
 *  shown before: a session that answers once does that. Throws only what `now` throws, CredentialError 'authority-invalid' for
 *  expectations that ask for escrow to nobody, or a fault of this library. */
export function verifyPresentation(options: VerifyPresentationOptions): Promise<Verdict> {
  const { challenge, domain, trustedIssuers, statusSource, now, templateDigests, maxStatusAgeSeconds } =
    options
  const { cryptosuites = ['bbs-2023'] } = options
  const resolver = rememberResolutions(options.resolver)
  return decide(async (checks) => {
    // Everything that reads a document as JSON comes before everything that reads it as JSON-LD, which an attacker
    // could make slow or let say what the JSON does not.
    const presentation = checkPresentationShape(checks, options.presentation)
    const { binding, holder } = proofsOf(presentation)
    const extension = binding && checkBindingProof(checks, { proof: binding, challenge, domain })
    if (holder) checkHolderProof(checks, { proof: holder, challenge, domain })
    const { verifiableCredential } = presentation
    checkHolderBinding(checks, {
      credentials: verifiableCredential,
      extension,
      expected: options.bound,
      templates: options.boundSources?.templates ?? [],
    })
    const header = extension ? boundHeader({ challenge, domain }) : plainHeader({ challenge, domain })
    const credentials = verifiableCredential.map((json, position) =>
      inspectDerivedCredential(checks.of(position), {
        json,
        presentationHeader: header,
        // A binding proof covers what bbs-2023 proves, and nothing of another suite.
        suites: extension ? cryptosuites.filter((suite) => suite === 'bbs-2023') : cryptosuites,
        trustedIssuers,
        templateDigests,
        now,
      }),
    )

    if (holder) {
      checks.check({
        name: 'holder-signature',
        passed: await verifyHolderSignature({ ...presentation, proof: holder }, resolver),
        reason: 'holder-proof-invalid',
      })
    }
    const status = { resolver, statusSource, now, maxStatusAgeSeconds }
    if (extension) {
      const { boundSources: sources, bound: expected } = options
      const request = { challenge, domain, resolver, sources, expected }
      const ofBbs2023 = credentials.filter(isSignedByBbs2023)
      const accepted = await verifyBoundCredentials(checks, { credentials: ofBbs2023, extension, ...request })
      for (const [position, credential] of credentials.entries()) {
        await checkCredentialStatus(checks.of(position), { credential, ...status })
      }
      return accepted
    }

    const verified: VerifiedCredential[] = []
    for (const [position, credential] of credentials.entries()) {
      const key = await verifyDerivedCredential(checks.of(position), {
        credential,
        presentationHeader: presentationHeader({ challenge, domain }),
        ...status,
      })
      const body = credentialBody(credential)
      verified.push(summaryOf(body, key.publicKeyMultibase, credentialSuite(credential)))
    }
    const holderBinding = 'none' as const
    return { credentials: verified, holderBinding, pseudonyms: credentials.map(() => []) }
  })
}

function checkPresentationShape(checks: Checklist, json: unknown): Presentation | BoundPresentation {
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
    passed: isJsonObject(document?.proof) || isProofSet(document?.proof),
    reason: 'proof-count',
    expected: 'one proof, or a binding proof and one of a one-time key',
    actual: String(proofs),
  })
  return document as unknown as Presentation | BoundPresentation
}

function isProofSet(proof: unknown): boolean {
  if (!Array.isArray(proof) || proof.length !== 2 || !proof.every(isJsonObject)) return false
  const [binding, holder] = proof.map(({ cryptosuite }) => cryptosuite === bindingCryptosuite)
  return binding === true && holder === false
}

function proofsOf({ proof }: Presentation | BoundPresentation): {
  binding: BindingProof | undefined
  holder: HolderProof | undefined
} {
  const proofs = [proof].flat()
  return {
    binding: proofs.find((one) => one.cryptosuite === bindingCryptosuite),
    holder: proofs.find((one) => one.cryptosuite !== bindingCryptosuite),
  }
}

interface HolderProofOptions {
  proof: HolderProof
  challenge: string
  domain: string
}

function checkHolderProof(checks: Checklist, options: HolderProofOptions): void {
  const { proof, challenge, domain } = options
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

  checkRequest(checks, proof, { challenge, domain })

  checks.check({
    name: 'holder-key',
    passed: oneTimeKey.test(proof.verificationMethod),
    reason: 'holder-key-invalid',
    expected: 'a did:key of kind Ed25519',
    actual: proof.verificationMethod,
  })
}

// Each proof of a set stands for the presentation without any of them.
async function verifyHolderSignature(
  presentation: Omit<Presentation, 'proof'> & { proof: HolderProof },
  resolver: DidResolver,
): Promise<boolean> {
  const { challenge, domain } = presentation.proof
  const { verified } = await jsigs.verify(structuredClone(presentation), {
    suite: eddsaVerifier(),
    purpose: new jsigs.purposes.AuthenticationProofPurpose({ challenge, domain }),
    documentLoader: createDocumentLoader(resolver),
  })
  return verified
}

// 'z6Mk' is how base58 writes the start of every Ed25519 Multikey.
const oneTimeKey = /^did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]{44})#\1$/
