/// <reference path="./digitalbazaar.d.ts" />
import { canonicalize, selectJsonLd } from '@digitalbazaar/di-sd-primitives'
import { cryptosuiteName, messagesOf } from './bbs-2023.ts'
import { type DerivedProofContents, encodeDerivedProof, parseBaseProof } from './bbs-2023-proof-value.ts'
import { CredentialError } from './credential-error.ts'
import type { DocumentLoader } from './document-loader.ts'
import { labelStatements, type Statements } from './statements.ts'

export interface BaseProof {
  /** The library puts the document's context into each proof that it hands out. */
  readonly '@context'?: unknown
  readonly cryptosuite: string
  readonly proofPurpose: string
  readonly proofValue: string
}

interface DisclosureOptions {
  /** Without its proofs. */
  document: object
  proofSet: readonly BaseProof[]
  /** What the proof must be for. */
  purpose: string
  selectivePointers: readonly string[]
  documentLoader: DocumentLoader
}

/** A credential whose parts were chosen and whose proof is yet to be made: that takes a presentation header, and the header
 *  may depend on what other credentials disclose. */
export interface Disclosure {
  /** What is shown, without its proof. */
  readonly document: object
  /** What the proof of the signature is about. */
  readonly signed: {
    readonly publicKey: Uint8Array
    readonly signature: Uint8Array
    readonly header: Uint8Array
    /** The optional statements, shown or not. */
    readonly messages: readonly Uint8Array[]
    readonly disclosedIndexes: readonly number[]
  }
  /** The derived credential under a proof that was made for this header. */
  complete(made: { bbsProof: Uint8Array; presentationHeader: Uint8Array }): object
}

/** Chooses what is shown of a document with a base proof. (vc-di-bbs §3.3.5, §3.4.6) Throws CredentialError
 *  'derivation-failed' unless there is exactly one. */
export async function prepareDisclosure(options: DisclosureOptions): Promise<Disclosure> {
  const { document, proofSet, purpose, selectivePointers, documentLoader } = options
  const [baseProof, ...others] = proofSet.filter(({ cryptosuite }) => cryptosuite === cryptosuiteName)
  const contents = parseBaseProof(baseProof?.proofValue ?? '')
  if (contents === undefined || others.length > 0 || baseProof?.proofPurpose !== purpose) {
    throw new CredentialError('derivation-failed', 'The document must have one bbs-2023 base proof.')
  }
  const { mandatoryPointers, hmacKey, publicKey, bbsSignature: signature, bbsHeader: header } = contents
  const pointers = [...mandatoryPointers, ...selectivePointers]
  const statements = await labelStatements({ document, hmacKey, documentLoader })
  const { messages, ...shown } = await disclose({ statements, mandatoryPointers, pointers, documentLoader })
  const selected = selectJsonLd({ document, pointers }) ?? {}
  return {
    document: selected,
    signed: { publicKey, signature, header, messages, disclosedIndexes: shown.selectiveIndexes },
    complete(made) {
      const { '@context': _, ...proof } = baseProof
      return { ...selected, proof: { ...proof, proofValue: encodeDerivedProof({ ...shown, ...made }) } }
    },
  }
}

interface DiscloseOptions {
  statements: Statements
  mandatoryPointers: readonly string[]
  /** Mandatory and selective ones. */
  pointers: readonly string[]
  documentLoader: DocumentLoader
}

type ShownStatements = Pick<DerivedProofContents, 'labelMap' | 'mandatoryIndexes' | 'selectiveIndexes'> & {
  messages: Uint8Array[]
}

/** Which statements a verifier will see, where, and under which labels. (vc-di-bbs §3.3.5, steps 5 to 14) */
export async function disclose(options: DiscloseOptions): Promise<ShownStatements> {
  const { statements, mandatoryPointers, pointers, documentLoader } = options
  const mandatory = new Set((await statements.select(mandatoryPointers)).indexes)
  const combined = await statements.select(pointers)
  // The specification selects the selective pointers by themselves too. Whatever they select that is not mandatory is
  // exactly what the combined ones select that is not: a verifier takes it so, since it sees nothing else.
  const shown = new Set(combined.indexes)
  const optional = [...statements.all.keys()].filter((index) => !mandatory.has(index))
  return {
    mandatoryIndexes: positionsOf(combined.indexes, (index) => mandatory.has(index)),
    selectiveIndexes: positionsOf(optional, (index) => shown.has(index)),
    labelMap: await verifierLabels(combined.deskolemized, statements.labels, documentLoader),
    messages: messagesOf(optional.map((index) => statements.all[index] ?? '')),
  }
}

function positionsOf(indexes: readonly number[], chosen: (index: number) => boolean): number[] {
  return [...indexes.keys()].filter((position) => chosen(indexes[position] ?? -1))
}

// The canonical labels that a verifier will give to the nodes it sees, to the labels under which they were signed.
async function verifierLabels(
  shown: readonly string[],
  labels: ReadonlyMap<string, string>,
  documentLoader: DocumentLoader,
): Promise<Map<number, number>> {
  const canonicalIdMap = new Map<string, string>()
  const inputFormat = 'application/n-quads'
  await canonicalize(shown.join(''), { documentLoader, inputFormat, canonicalIdMap })
  return new Map(
    [...canonicalIdMap].map(([input, canonical]) => {
      const label = labels.get(input.replace(/^_:/, '')) ?? ''
      return [Number(canonical.replace(/^(?:_:)?c14n/, '')), Number(label.slice(1))]
    }),
  )
}
