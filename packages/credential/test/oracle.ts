import { createDiscloseCryptosuite, createSignCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { sign } from '@digitalbazaar/bbs-signatures'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { derive, issue } from '@digitalbazaar/vc'
import { contextLoader } from '../src/document-loader.ts'
import type { Issuer } from './world.ts'

// The libraries as they are published, called as their READMEs show.

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
