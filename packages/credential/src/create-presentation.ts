/// <reference path="./digitalbazaar.d.ts" />
import { signPresentation } from '@digitalbazaar/vc'
import { ed25519DidKey } from '@velum/did'
import { credentialsContext } from './contexts.ts'
import type { ShownCredential } from './credential-suite.ts'
import { contextLoader } from './document-loader.ts'
import { eddsaSigner } from './eddsa-suite.ts'
import type { Ed25519KeyPair } from './key-pair.ts'

/** What a holder sends: derived credentials under a proof by a key that is used this once. It has these four
 *  members and no others. */
export interface Presentation {
  readonly '@context': readonly [string]
  readonly type: readonly ['VerifiablePresentation']
  readonly verifiableCredential: readonly ShownCredential[]
  readonly proof: HolderProof
}

/** By a key that is used once. */
export interface HolderProof {
  readonly type: 'DataIntegrityProof'
  readonly cryptosuite: 'eddsa-rdfc-2022'
  /** A did:key. */
  readonly verificationMethod: string
  readonly proofPurpose: 'authentication'
  readonly challenge: string
  readonly domain: string
  readonly proofValue: string
}

export interface CreatePresentationOptions {
  /** Each derived with `presentationHeader({challenge, domain})`. */
  credentials: readonly ShownCredential[]
  /** Made for this presentation and thrown away after it: used twice, it links the two. */
  holderKey: Ed25519KeyPair
  /** The request's nonce. */
  challenge: string
  /** The verifier's full client id. */
  domain: string
}

/** Puts derived credentials into a presentation. It shows that the answer is fresh and for this audience; it does
 *  not show that the sender is the credential's rightful holder. */
export async function createPresentation(options: CreatePresentationOptions): Promise<Presentation> {
  const { credentials, holderKey, challenge, domain } = options
  const verificationMethod = `${ed25519DidKey(holderKey.publicKey)}#${holderKey.publicKeyMultibase}`
  const suite = await eddsaSigner(holderKey, verificationMethod)
  const presentation = {
    '@context': [credentialsContext],
    type: ['VerifiablePresentation'],
    // The library writes into what it signs.
    verifiableCredential: structuredClone(credentials),
  }
  const signed = await signPresentation({
    presentation,
    suite,
    challenge,
    domain,
    documentLoader: contextLoader,
  })
  return signed as Presentation
}
