import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/bbs-2023-cryptosuite'
import { sign } from '@digitalbazaar/bbs-signatures'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { derive, issue, verify, verifyCredential } from '@digitalbazaar/vc'
import type { DidResolver } from '@velum/did'
import { contextLoader } from '../src/document-loader.ts'
import { type BoundPresentation, createDocumentLoader, type Presentation } from '../src/index.ts'
import { challenge, domain, type Issuer, today } from './world.ts'

// The libraries as they are published, called as their READMEs show.

const checkStatus = async () => ({ verified: true })

/** Adds a base proof as the libraries do, to a copy. */
export function libraryIssues(
  document: object,
  issuer: Issuer,
  pointers: readonly string[],
): Promise<object> {
  const { publicKey, secretKey, publicKeyMultibase } = issuer.key
  const ciphersuite = 'BLS12-381-SHA-256'
  const signer = {
    id: `${issuer.did}#${publicKeyMultibase}`,
    algorithm: `BBS-${ciphersuite}`,
    publicKey,
    sign: () => Promise.reject(new TypeError('not used')),
    multisign: (input: { header: Uint8Array; messages: Uint8Array[] }) =>
      sign({ ...input, secretKey, publicKey, ciphersuite }),
  }
  const cryptosuite = createSignCryptosuite({ mandatoryPointers: pointers })
  const suite = new DataIntegrityProof({ signer, date: null, cryptosuite })
  return issue({ credential: structuredClone(document), suite, documentLoader: contextLoader })
}

/** Derives from a base proof as the libraries do. */
export function libraryDerives(
  credential: object,
  options: { selectivePointers: readonly string[]; presentationHeader: Uint8Array },
): Promise<object> {
  const suite = new DataIntegrityProof({ cryptosuite: createDiscloseCryptosuite(options) })
  const verifiableCredential = structuredClone(credential)
  return derive({ verifiableCredential, suite, documentLoader: contextLoader })
}

export async function libraryAcceptsCredential(
  credential: object,
  options: { resolver: DidResolver; presentationHeader: Uint8Array },
): Promise<boolean> {
  const { resolver, presentationHeader } = options
  const suite = new DataIntegrityProof({
    cryptosuite: createVerifyCryptosuite({ expectedPresentationHeader: presentationHeader }),
  })
  const result = await verifyCredential({
    credential: structuredClone(credential),
    suite,
    now: today,
    checkStatus,
    documentLoader: createDocumentLoader(resolver),
  })
  return result.verified
}

export async function libraryAcceptsPresentation(
  presentation: Presentation | BoundPresentation,
  options: {
    resolver: DidResolver
    challenge?: string
    domain?: string
    /** That all its credentials are expected to carry; absent: whichever they do. */
    presentationHeader?: Uint8Array
  },
): Promise<boolean> {
  const { presentationHeader: expectedPresentationHeader } = options
  const result = await verify({
    presentation: structuredClone(presentation),
    suite: [
      new DataIntegrityProof({ cryptosuite: eddsa }),
      new DataIntegrityProof({
        cryptosuite: createVerifyCryptosuite({
          ...(expectedPresentationHeader && { expectedPresentationHeader }),
        }),
      }),
    ],
    challenge: options.challenge ?? challenge,
    domain: options.domain ?? domain,
    now: today,
    checkStatus,
    documentLoader: createDocumentLoader(options.resolver),
  })
  return result.verified
}
