/// <reference path="./digitalbazaar.d.ts" />
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { derive, issue } from '@digitalbazaar/vc'
import { sign, verify } from '@velum/bbs'
import jsigs from 'jsonld-signatures'
import { bbsHeader, ciphersuite, messagesOf, requiredAlgorithm } from './bbs-2023.ts'
import { type BaseProofContents, sameBytes } from './bbs-2023-proof-value.ts'
import { createDiscloseCryptosuite } from './create-disclose-cryptosuite.ts'
import { type BbsSigner, createSignCryptosuite } from './create-sign-cryptosuite.ts'
import { createVerifyCryptosuite } from './create-verify-cryptosuite.ts'
import { type BaseProof, type Disclosure, prepareDisclosure } from './disclosure.ts'
import type { DocumentLoader } from './document-loader.ts'
import type { BlsKeyPair } from './key-pair.ts'
import { openDerivedProof, type VerifyData } from './open-derived-proof.ts'
import type { Random } from './random.ts'
import { startEngine } from './start-engine.ts'
import { groupStatements, labelStatements, type SignedStatements } from './statements.ts'

// This file is the only one that knows how proofs are made and checked; the rest of the package knows that they are.

interface SignOptions {
  document: object
  mandatoryPointers: readonly string[]
  key: BlsKeyPair
  verificationMethod: string
  random: Random
  documentLoader: DocumentLoader
}

/** A copy of `document` with a base proof, and the optional statements that were signed. (vc-di-bbs §3.4.1) */
export async function signBaseProof(options: SignOptions): Promise<{
  signed: object
  messages: readonly Uint8Array[]
}> {
  const { document, mandatoryPointers, key, verificationMethod, random, documentLoader } = options
  const { publicKey, secretKey } = key
  let messages: readonly Uint8Array[] = []
  const signer: BbsSigner = {
    id: verificationMethod,
    algorithm: requiredAlgorithm,
    publicKey,
    multisign: (input) => {
      messages = input.messages
      return sign({ ...input, secretKey, publicKey, ciphersuite })
    },
    sign: () => Promise.reject(new TypeError('bbs-2023 signs several messages at once.')),
  }
  const cryptosuite = createSignCryptosuite({ mandatoryPointers, random })
  const suite = new DataIntegrityProof({ signer, date: null, cryptosuite })
  const signed = await issue({ credential: structuredClone(document), suite, documentLoader })
  return { signed, messages }
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
): Promise<{ verified: boolean; statements: SignedStatements }> {
  const { document, proof, contents, documentLoader } = options
  const { publicKey, bbsSignature: signature, hmacKey, mandatoryPointers } = contents
  const labelled = await labelStatements({ document, hmacKey, documentLoader })
  const statements = await groupStatements(labelled, mandatoryPointers)
  const { mandatory, optional } = statements
  const header = await bbsHeader({ document, proof, mandatory, documentLoader })
  const messages = messagesOf(optional)
  const verified =
    sameBytes(header, contents.bbsHeader) &&
    (await verify({ publicKey, signature, header, messages, ciphersuite }))
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

/** The first half of `deriveProof`: chooses what is shown, and leaves the proof of the signature to the caller. */
export function prepareDerivation(options: Omit<DeriveOptions, 'presentationHeader'>): Promise<Disclosure> {
  const { document, selectivePointers, documentLoader } = options
  const { proof, ...unsigned } = structuredClone(document) as { proof: BaseProof }
  const purpose = 'assertionMethod'
  const chosen = { document: unsigned, proofSet: [proof], purpose, selectivePointers }
  return prepareDisclosure({ ...chosen, documentLoader })
}

interface VerifyDerivedOptions {
  /** With its derived proof. */
  document: object
  presentationHeader: Uint8Array
  documentLoader: DocumentLoader
}

/** Whether a derived proof holds under a current assertion key of whoever its verification method belongs to.
 *  (vc-di-bbs §3.4.7) Does NOT check that this is the issuer. */
export async function verifyDerivedProof(options: VerifyDerivedOptions): Promise<boolean> {
  const { document, presentationHeader, documentLoader } = options
  await startEngine()
  const cryptosuite = createVerifyCryptosuite({ expectedPresentationHeader: presentationHeader })
  const suite = new DataIntegrityProof({ cryptosuite })
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  const { verified } = await jsigs.verify(structuredClone(document), { suite, purpose, documentLoader })
  return verified
}

/** The first half of `verifyDerivedProof`: what was signed, if the proof holds, and left for the caller to verify. Undefined for
 *  a proof that cannot hold. */
export function openDerivation(options: {
  document: DerivedDocument
  documentLoader: DocumentLoader
}): Promise<VerifyData | undefined> {
  const { proof, ...document } = options.document
  return openDerivedProof({ document, proof, documentLoader: options.documentLoader })
}

type DerivedDocument = object & { readonly proof: { readonly proofValue: string } }
