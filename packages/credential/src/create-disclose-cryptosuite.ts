/// <reference path="./digitalbazaar.d.ts" />
import { canonicalize, selectJsonLd } from '@digitalbazaar/di-sd-primitives'
import { deriveProof } from '@velum/bbs'
import {
  ciphersuite,
  cryptosuiteName,
  messagesOf,
  notForThis,
  type ProofInput,
  requiredAlgorithm,
} from './bbs-2023.ts'
import { type DerivedProofContents, encodeDerivedProof, parseBaseProof } from './bbs-2023-proof-value.ts'
import { CredentialError } from './credential-error.ts'
import type { DocumentLoader } from './document-loader.ts'
import type { Random } from './random.ts'
import { labelStatements, type Statements } from './statements.ts'

interface DiscloseCryptosuiteOptions {
  selectivePointers: readonly string[]
  presentationHeader: Uint8Array
  /** Draws what hides the rest; the platform's own by default. */
  random?: Random
}

interface BaseProof {
  /** The library puts the document's context into each proof that it hands out. */
  readonly '@context'?: unknown
  readonly cryptosuite: string
  readonly proofPurpose: string
  readonly proofValue: string
}

interface DeriveInput extends Omit<ProofInput, 'proof'> {
  readonly purpose: { readonly term: string }
  readonly proofSet: readonly BaseProof[]
}

/** bbs-2023 for @digitalbazaar/data-integrity, to derive from a base proof. (vc-di-bbs §3.4.6, §3.3.5) Its `derive` throws
 *  CredentialError 'derivation-failed' unless there is exactly one base proof, and BbsError when its signature is none. */
export function createDiscloseCryptosuite(options: DiscloseCryptosuiteOptions) {
  return {
    name: cryptosuiteName,
    requiredAlgorithm,
    createVerifier: notForThis,
    createVerifyData: notForThis,
    createProofValue: notForThis,

    async derive({ document, purpose, proofSet, documentLoader }: DeriveInput): Promise<object> {
      const [baseProof, ...others] = proofSet.filter(({ cryptosuite }) => cryptosuite === cryptosuiteName)
      const contents = parseBaseProof(baseProof?.proofValue ?? '')
      if (contents === undefined || others.length > 0 || baseProof?.proofPurpose !== purpose.term) {
        throw new CredentialError('derivation-failed', 'The document must have one bbs-2023 base proof.')
      }
      const { mandatoryPointers, hmacKey, publicKey, bbsSignature: signature, bbsHeader: header } = contents
      const pointers = [...mandatoryPointers, ...options.selectivePointers]
      const statements = await labelStatements({ document, hmacKey, documentLoader })
      const { messages, ...disclosure } = await disclose({
        statements,
        mandatoryPointers,
        pointers,
        documentLoader,
      })

      const { presentationHeader, random } = options
      const bbsProof = await deriveProof({
        ...{ ciphersuite, publicKey, signature, header, presentationHeader, messages },
        disclosedIndexes: disclosure.selectiveIndexes,
        ...(random && { random }),
      })
      const proofValue = encodeDerivedProof({ ...disclosure, bbsProof, presentationHeader })
      const { '@context': _, ...proof } = baseProof
      return { ...selectJsonLd({ document, pointers }), proof: { ...proof, proofValue } }
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

type Disclosure = Pick<DerivedProofContents, 'labelMap' | 'mandatoryIndexes' | 'selectiveIndexes'> & {
  messages: Uint8Array[]
}

/** Which statements a verifier will see, where, and under which labels. (vc-di-bbs §3.3.5, steps 5 to 14) */
export async function disclose(options: DiscloseOptions): Promise<Disclosure> {
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
