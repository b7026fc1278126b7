/// <reference path="./digitalbazaar.d.ts" />
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/bbs-2023-cryptosuite'
import { sign, verifySignature } from '@digitalbazaar/bbs-signatures'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { hashCanonizedProof, hashMandatory } from '@digitalbazaar/di-sd-primitives'
import { derive, issue } from '@digitalbazaar/vc'
import jsigs from 'jsonld-signatures'
import { type BaseProofContents, sameBytes } from './bbs-2023-proof-value.ts'
import type { DocumentLoader } from './document-loader.ts'
import type { BlsKeyPair } from './key-pair.ts'
import type { Random } from './random.ts'
import { drawHmacKey, groupStatements, type Statements } from './statements.ts'

// This file is the only one that knows which engine makes and checks bbs-2023 proofs.

const ciphersuite = 'BLS12-381-SHA-256'

interface SignOptions {
  document: object
  mandatoryPointers: readonly string[]
  key: BlsKeyPair
  verificationMethod: string
  random: Random
  documentLoader: DocumentLoader
}

/** Adds a base proof to a copy of `document`. (vc-di-bbs §3.4.1) */
export async function signBaseProof(options: SignOptions): Promise<object> {
  const { document, mandatoryPointers, key, verificationMethod, random, documentLoader } = options
  const cryptosuite = createSignCryptosuite({ mandatoryPointers })
  // The library draws the HMAC key itself, once, and its proofs differ from holder to holder by the outcome.
  cryptosuite.createVerifyData = async ({ document, proof }) => {
    const hmacKey = await drawHmacKey({ document, random, documentLoader })
    const statements = await groupStatements({ document, mandatoryPointers, hmacKey, documentLoader })
    const { proofHash, mandatoryHash } = await headerHashes({ document, proof, statements, documentLoader })
    return { proofHash, mandatoryHash, mandatoryPointers, nonMandatory: statements.optional, hmacKey }
  }
  const { publicKey, secretKey } = key
  const signer = {
    id: verificationMethod,
    algorithm: `BBS-${ciphersuite}`,
    publicKey,
    multisign: (input: { header: Uint8Array; messages: Uint8Array[] }) =>
      sign({ ...input, secretKey, publicKey, ciphersuite }),
    sign: () => Promise.reject(new TypeError('bbs-2023 signs several messages at once.')),
  }
  const suite = new DataIntegrityProof({ signer, date: null, cryptosuite })
  return issue({ credential: structuredClone(document), suite, documentLoader })
}

interface VerifyBaseOptions {
  /** Without its proof. */
  document: object
  /** The proof without its value. */
  proof: object
  contents: BaseProofContents
  documentLoader: DocumentLoader
}

/** Whether the signature of a base proof is its key's over this document, and the statements it covers. */
export async function verifyBaseProof(
  options: VerifyBaseOptions,
): Promise<{ verified: boolean; statements: Statements }> {
  const { document, proof, contents, documentLoader } = options
  const { publicKey, bbsSignature: signature, bbsHeader: header, hmacKey, mandatoryPointers } = contents
  const statements = await groupStatements({ document, mandatoryPointers, hmacKey, documentLoader })
  const { proofHash, mandatoryHash } = await headerHashes({ document, proof, statements, documentLoader })
  if (!sameBytes(header, Uint8Array.from([...proofHash, ...mandatoryHash])))
    return { verified: false, statements }
  const encoder = new TextEncoder()
  const messages = statements.optional.map((statement) => encoder.encode(statement))
  // The library throws for points that are none: an expected no.
  const verified = await verifySignature({ publicKey, signature, header, messages, ciphersuite }).catch(
    () => false,
  )
  return { verified, statements }
}

interface DeriveOptions {
  /** With its base proof. */
  document: object
  selectivePointers: readonly string[]
  presentationHeader: Uint8Array
  documentLoader: DocumentLoader
}

/** A copy of `document` with the mandatory and the selected parts alone, under a derived proof. (vc-di-bbs §3.4.6) */
export function deriveProof(options: DeriveOptions): Promise<object> {
  const { document, selectivePointers, presentationHeader, documentLoader } = options
  const cryptosuite = createDiscloseCryptosuite({ selectivePointers, presentationHeader })
  const suite = new DataIntegrityProof({ cryptosuite })
  return derive({ verifiableCredential: structuredClone(document), suite, documentLoader })
}

interface VerifyDerivedOptions {
  /** With its derived proof. */
  document: object
  presentationHeader: Uint8Array
  documentLoader: DocumentLoader
}

/** Whether a derived proof holds under a current assertion key of whoever its verification method belongs to.
 *  (vc-di-bbs §3.4.7) Does NOT check that this is the issuer, nor that the selective indexes ascend strictly, and
 *  with repeated ones it accepts statements that nobody signed: whoever calls this has checked both. */
export async function verifyDerivedProof(options: VerifyDerivedOptions): Promise<boolean> {
  const { document, presentationHeader, documentLoader } = options
  const cryptosuite = createVerifyCryptosuite({ expectedPresentationHeader: presentationHeader })
  const suite = new DataIntegrityProof({ cryptosuite })
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  const { verified } = await jsigs.verify(structuredClone(document), { suite, purpose, documentLoader })
  return verified
}

async function headerHashes(options: {
  document: object
  proof: object
  statements: Statements
  documentLoader: DocumentLoader
}): Promise<{ proofHash: Uint8Array; mandatoryHash: Uint8Array }> {
  const { document, proof, statements, documentLoader } = options
  const proofHash = await hashCanonizedProof({ document, proof, options: { documentLoader } })
  const { mandatoryHash } = await hashMandatory({ mandatory: [...statements.mandatory] })
  return { proofHash, mandatoryHash }
}
