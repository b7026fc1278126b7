import {
  type BbsPlusCredential,
  bbsPlusSuite,
  type DerivedBbsPlusCredential,
  type UnsignedBbsPlusCredential,
} from './bbs-plus/bbs-plus-credential.ts'
import type { Credential, DerivedCredential, UnsignedCredential } from './credential.ts'

/** What keeps a credential whole and its claims apart: the suite of its proof. `bbs-2023` is the default;
 *  `BbsBlsSignature2020` (BBS+) is superseded, has no binding and is there for what the older ecosystem issues. */
export type CredentialSuite = 'bbs-2023' | typeof bbsPlusSuite

/** What a holder keeps, of either suite. */
export type HeldCredential = Credential | BbsPlusCredential

/** What a holder shows, of either suite. */
export type ShownCredential = DerivedCredential | DerivedBbsPlusCredential

/** What credentials of both suites say, in the words of the data model 2.0. */
export type CredentialBody = Omit<UnsignedCredential, '@context'>

/** Which suite a credential has. */
export function credentialSuite({ proof }: { readonly proof: { readonly type: string } }): CredentialSuite {
  return proof.type === 'DataIntegrityProof' ? 'bbs-2023' : bbsPlusSuite
}

/** Whether a credential is of the default suite, the only one with a binding. */
export function isBbs2023(credential: HeldCredential): credential is Credential {
  return credentialSuite(credential) === 'bbs-2023'
}

/** A credential of either suite in one form. */
export function credentialBody(credential: UnsignedCredential | UnsignedBbsPlusCredential): CredentialBody {
  if ('validFrom' in credential) return credential
  const { issuanceDate: validFrom, expirationDate: validUntil, ...rest } = credential
  return { ...rest, validFrom, validUntil }
}
