import { type DerivedProofContents, parseDerivedProof } from './bbs-2023-proof-value.ts'
import { deriveProof } from './bbs-2023-suite.ts'
import {
  type BbsPlusCredential,
  bbsPlusSuite,
  type DerivedBbsPlusCredential,
} from './bbs-plus/bbs-plus-credential.ts'
import { deriveBbsPlusCredential } from './bbs-plus/derive-bbs-plus-credential.ts'
import { isBound } from './binding/binding-member.ts'
import { type Credential, credentialClaims, type DerivedCredential } from './credential.ts'
import { CredentialError } from './credential-error.ts'
import { credentialSuite, type HeldCredential } from './credential-suite.ts'
import { contextLoader } from './document-loader.ts'
import { startEngine } from './start-engine.ts'
import { claimPointer } from './template-layout.ts'

/** What comes of deriving: of the same suite. */
type Shown<Held> = Held extends BbsPlusCredential ? DerivedBbsPlusCredential : DerivedCredential

export interface DeriveCredentialOptions<Held extends HeldCredential = HeldCredential> {
  credential: Held
  /** Names of the claims to show, in any order. What the template always discloses is shown anyway, by `bbs-2023`; BBS+ has
   *  to be told. */
  claims: readonly string[]
  /** `presentationHeader({challenge, domain})` of the request that is answered. */
  presentationHeader: Uint8Array
}

/** Shows the named claims of a credential and hides all others. Two derivations share nothing but what they show.
 *  Throws CredentialError 'unknown-claim' for a claim that the credential does not hold, 'binding-needed' for one that is
 *  bound (`createBoundPresentation` shows it) and 'derivation-failed'. Does not verify the credential. */
export async function deriveCredential<Held extends HeldCredential>(
  options: DeriveCredentialOptions<Held>,
): Promise<Shown<Held>> {
  const { credential, claims, presentationHeader } = options
  if (isBound(credential)) {
    throw new CredentialError('binding-needed', 'This credential is worth nothing without its binding.')
  }
  const selected = selectedClaims(credential, claims)
  if (credentialSuite(credential) === bbsPlusSuite) {
    const bbsPlus = { credential: credential as BbsPlusCredential, claims: selected, presentationHeader }
    return (await deriveBbsPlusCredential(bbsPlus)) as Shown<Held>
  }
  const selectivePointers = pointersTo(selected)
  await startEngine()
  try {
    const documentLoader = contextLoader
    const derived = await deriveProof({
      document: credential,
      selectivePointers,
      presentationHeader,
      documentLoader,
    })
    return inFixedOrder(derived as Shown<Held>)
  } catch {
    throw derivationFailed()
  }
}

/** Without a cause: the library's words may quote claims. */
export function derivationFailed(): CredentialError {
  return new CredentialError(
    'derivation-failed',
    'No proof can be derived from this credential: its own is broken.',
  )
}

/** Pointers to the named claims. Throws CredentialError 'unknown-claim'. */
export function selectivePointersOf(credential: Credential, claims: readonly string[]): string[] {
  return pointersTo(selectedClaims(credential, claims))
}

// The subject's type is shown anyway and stands there because the library cannot select nothing.
function pointersTo(claims: readonly string[]): string[] {
  return ['type', ...claims].map(claimPointer)
}

// In the credential's order, so that the order of asking leaves no trace.
function selectedClaims(credential: HeldCredential, claims: readonly string[]): string[] {
  // What is padded as absent can be shown to be: BBS+ needs it where the template always discloses it.
  const { type, ...padded } = credential.credentialSubject
  const held = credentialSuite(credential) === bbsPlusSuite ? padded : credentialClaims(credential)
  const unknown = claims.find((claim) => !Object.hasOwn(held, claim))
  if (unknown !== undefined) {
    throw new CredentialError('unknown-claim', `The credential holds no claim "${unknown}".`)
  }
  return Object.keys(held).filter((claim) => claims.includes(claim))
}

const memberOrder = [
  ...['@context', 'type', 'issuer', 'validFrom', 'validUntil', 'credentialSchema', 'credentialStatus'],
  ...['credentialSubject', 'proof', 'id', 'digestSRI', 'statusPurpose', 'statusListIndex'],
  ...['statusListCredential', 'cryptosuite', 'verificationMethod', 'proofPurpose', 'proofValue'],
]

/** The library copies members in the order in which the issuer wrote them. Nobody signs this order, and it would be the
 *  same in every presentation of one holder and another one for the next. Claims are in the template's order already. */
export function inFixedOrder<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const place = (member: string) => {
    const known = memberOrder.indexOf(member)
    return known < 0 ? memberOrder.length : known
  }
  const members = Object.entries(value).toSorted(([one], [other]) => place(one) - place(other))
  return Object.fromEntries(members.map(([member, inner]) => [member, inFixedOrder(inner)])) as Value
}

/** What the proof of a derived credential carries. Throws CredentialError 'credential-invalid'. */
export function inspectDerivedProof(credential: DerivedCredential): DerivedProofContents {
  const contents = parseDerivedProof(credential.proof.proofValue)
  if (contents === undefined) throw new CredentialError('credential-invalid', 'This is not a derived proof.')
  return contents
}
