import {
  type Binding,
  type BindingParameters,
  bindingCryptosuite,
  type HolderSecrets,
  type PresentationContext,
  provePresentation,
  type Statement,
} from '@velum/binding'
import { encodeBase64Url } from '../base64.ts'
import { prepareDerivation } from '../bbs-2023-suite.ts'
import { credentialsContext } from '../contexts.ts'
import { createPresentation, type HolderProof } from '../create-presentation.ts'
import type { Credential, DerivedCredential } from '../credential.ts'
import { CredentialError } from '../credential-error.ts'
import { derivationFailed, inFixedOrder, selectivePointersOf } from '../derive-credential.ts'
import type { Disclosure } from '../disclosure.ts'
import { contextLoader } from '../document-loader.ts'
import { createEd25519KeyPair } from '../key-pair.ts'
import { platformRandom, type Random } from '../random.ts'
import { startEngine } from '../start-engine.ts'
import { subjectStatement } from '../template-layout.ts'
import { bindingMember, isBound } from './binding-member.ts'
import type { BindingProof, BoundPresentation } from './bound-presentation.ts'
import { documentHash } from './document-hash.ts'
import { encodeHex } from './hex.ts'
import type { KeptPoints } from './kept-points.ts'

export interface CreateBoundPresentationOptions {
  /** In the order of the queries that they answer; at least one of them bound. */
  credentials: readonly CredentialToPresent[]
  /** The request that is answered, with what the wallet itself has read from the chain. */
  context: PresentationContext
  /** Whether a proof by a one-time key stands beside, for verifiers that do not know the cryptosuite of bindings. */
  withHolderProof: boolean
  /** Default: the platform's generator. */
  random?: Random
}

export interface CredentialToPresent {
  readonly credential: Credential
  /** Names of the claims to show, in any order; what the template always discloses is shown anyway. */
  readonly claims: readonly string[]
  /** There where the credential is bound. */
  readonly bound?: BindingToPresent
}

export interface BindingToPresent {
  readonly binding: Binding
  /** `bindingParametersOf` its template. */
  readonly parameters: BindingParameters
  readonly secrets: HolderSecrets
  /** What is proved beside possession, in the order in which it was asked. */
  readonly statements: readonly Statement[]
  /** What `verifyIssued` gave, where the wallet has kept it. */
  readonly kept?: KeptPoints
}

export interface CreatedBoundPresentation {
  readonly presentation: BoundPresentation
  /** What evidence and openings will call it: 32 bytes in lower-case hex after `0x`. */
  readonly presentationId: string
}

/** Shows claims of credentials together with the proof that they are this holder's. Two presentations share nothing but what they
 *  show and the pseudonyms that were asked for. Throws CredentialError 'unknown-claim', 'binding-needed' for a bound credential
 *  without its binding or where none is bound, and 'derivation-failed'; BindingError for a context or statement that cannot be.
 *  Verifies neither credential nor binding. */
export async function createBoundPresentation(
  options: CreateBoundPresentationOptions,
): Promise<CreatedBoundPresentation> {
  const { context, withHolderProof, random = platformRandom } = options
  requireBindings(options.credentials)
  await startEngine()
  const disclosures: Disclosure[] = []
  for (const item of options.credentials) disclosures.push(await choose(item))

  const { presentationHeader, proofs, extension, presentationId } = await provePresentation({
    context,
    credentials: disclosures.map(({ document, signed }, position) => {
      const bound = options.credentials[position]?.bound
      const shown = { ...signed, documentHash: documentHash(document) }
      return bound === undefined ? shown : { ...shown, ...bindingToProve(bound, signed.messages) }
    }),
    random,
  })
  const credentials = disclosures.map((disclosure, position) => {
    const bbsProof = proofs[position] as Uint8Array
    return inFixedOrder(disclosure.complete({ bbsProof, presentationHeader }) as DerivedCredential)
  })

  const { challenge, domain } = context
  const bindingProof: BindingProof = {
    type: 'DataIntegrityProof',
    cryptosuite: bindingCryptosuite,
    proofPurpose: 'authentication',
    challenge,
    domain,
    proofValue: `u${encodeBase64Url(extension as Uint8Array)}`,
  }
  const holderProof =
    withHolderProof && (await signWithOneTimeKey({ credentials, challenge, domain, random }))
  return {
    presentation: {
      '@context': [credentialsContext],
      type: ['VerifiablePresentation'],
      verifiableCredential: credentials,
      proof: holderProof ? [bindingProof, holderProof] : bindingProof,
    },
    presentationId: encodeHex(presentationId),
  }
}

function requireBindings(credentials: readonly CredentialToPresent[]): void {
  const isFit = credentials.every(({ credential, bound }) => isBound(credential) === (bound !== undefined))
  if (isFit && credentials.some(({ bound }) => bound !== undefined)) return
  throw new CredentialError(
    'binding-needed',
    'Pass the binding of each bound credential, and present unbound ones alone without.',
  )
}

async function choose({ credential, claims }: CredentialToPresent): Promise<Disclosure> {
  const selectivePointers = selectivePointersOf(credential, claims)
  try {
    return await prepareDerivation({ document: credential, selectivePointers, documentLoader: contextLoader })
  } catch {
    throw derivationFailed()
  }
}

// A proof stands for the presentation without its proofs, so both proofs of a set are made for the same.
async function signWithOneTimeKey(options: {
  credentials: readonly DerivedCredential[]
  challenge: string
  domain: string
  random: Random
}): Promise<HolderProof> {
  const { random, ...answer } = options
  const { proof } = await createPresentation({ ...answer, holderKey: await createEd25519KeyPair({ random }) })
  return proof
}

function bindingToProve({ kept, ...bound }: BindingToPresent, messages: readonly Uint8Array[]) {
  const linkIndex = linkIndexIn(messages)
  if (kept === undefined) return { bound: { ...bound, linkIndex } }
  return { b: kept.signatureB, bound: { ...bound, linkIndex, b: kept.bindingB } }
}

const decoder = new TextDecoder()
const linkStatement = `${subjectStatement(bindingMember)} `

function linkIndexIn(messages: readonly Uint8Array[]): number {
  return messages.findIndex((message) => decoder.decode(message).startsWith(linkStatement))
}
