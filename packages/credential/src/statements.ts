/// <reference path="./digitalbazaar.d.ts" />
import {
  createHmac,
  labelReplacementCanonicalizeJsonLd,
  labelReplacementCanonicalizeNQuads,
  selectCanonicalNQuads,
  skolemizeCompactJsonLd,
  toDeskolemizedNQuads,
} from '@digitalbazaar/di-sd-primitives'
import { encodeBase64Url } from './base64.ts'
import { CredentialError } from './credential-error.ts'
import type { DocumentLoader } from './document-loader.ts'
import type { Random } from './random.ts'

/** The statements (N-Quads) of a document under its secret labels. */
export interface Statements {
  /** In the order in which they are signed. */
  readonly all: readonly string[]
  /** Label of a node in the deskolemized statements, to its secret label. */
  readonly labels: ReadonlyMap<string, string>
  /** Those of the parts that JSON pointers select. */
  select(pointers: readonly string[]): Promise<Selection>
}

interface Selection {
  /** Places among all statements, ascending. */
  readonly indexes: readonly number[]
  /** The same statements before they were given their secret labels, in no order. */
  readonly deskolemized: readonly string[]
}

interface LabelOptions {
  /** Without its proof. */
  document: object
  hmacKey: Uint8Array
  documentLoader: DocumentLoader
}

/** Canonicalises a document and gives its nodes the secret labels of `hmacKey`. (vc-di-bbs §3.3.1, vc-di-ecdsa §3.4) */
export function labelStatements({ hmacKey, ...options }: LabelOptions): Promise<Statements> {
  return label(options, async () => hmacKey)
}

/** The same under a key drawn for it: until the shuffled labels are b0 for the credential, b1 for its subject and b2 for
 *  its status. The order of statements follows the labels: without this, the indexes of a derived proof would tell
 *  holders of one template apart. One draw in six fits (one in two without a status). */
export async function drawStatements(
  options: Omit<LabelOptions, 'hmacKey'> & { random: Random },
): Promise<{ statements: Statements; hmacKey: Uint8Array }> {
  const { random, ...document } = options
  let hmacKey: Uint8Array = new Uint8Array(0)
  const statements = await label(document, async (canonicalLabels, statements) => {
    const nodes = nodesInOrder(statements).map((node) => canonicalLabels.get(node) ?? node)
    hmacKey = await drawHmacKey(nodes, random)
    return hmacKey
  })
  return { statements, hmacKey }
}

/** What is signed, in its two parts. */
export interface SignedStatements {
  readonly all: readonly string[]
  /** Those that every presentation shows; the header of the BBS signature covers them. */
  readonly mandatory: readonly string[]
  /** The messages of the BBS signature. */
  readonly optional: readonly string[]
}

/** Splits a document's statements into mandatory and optional ones. (vc-di-bbs §3.4.2) */
export async function groupStatements(
  statements: Statements,
  mandatoryPointers: readonly string[],
): Promise<SignedStatements> {
  const { all } = statements
  const shown = new Set((await statements.select(mandatoryPointers)).indexes)
  return {
    all,
    mandatory: all.filter((_, index) => shown.has(index)),
    optional: all.filter((_, index) => !shown.has(index)),
  }
}

/** The statements of a document under the labels that a derived proof gives for its canonical ones (c14n… to b…);
 *  undefined unless there is a different one for each node and none to spare. (vc-di-bbs §3.3.8) */
export async function relabelStatements(options: {
  document: object
  labelMap: ReadonlyMap<number, number>
  documentLoader: DocumentLoader
}): Promise<readonly string[] | undefined> {
  const { document, labelMap, documentLoader } = options
  let complete = new Set(labelMap.values()).size === labelMap.size
  const nquads = await labelReplacementCanonicalizeJsonLd({
    document,
    labelMapFactoryFunction: async ({ canonicalIdMap }) => {
      complete &&= canonicalIdMap.size === labelMap.size
      return new Map(
        [...canonicalIdMap].map(([input, canonical]) => {
          const label = labelMap.get(Number(canonical.slice('c14n'.length)))
          complete &&= label !== undefined
          return [input, `b${label}`]
        }),
      )
    },
    options: { documentLoader },
  })
  return complete ? nquads : undefined
}

type ChooseKey = (
  canonicalLabels: ReadonlyMap<string, string>,
  statements: readonly string[],
) => Promise<Uint8Array>

async function label(
  { document, documentLoader }: Omit<LabelOptions, 'hmacKey'>,
  chooseKey: ChooseKey,
): Promise<Statements> {
  const options = { documentLoader }
  // What the first step has expanded, in safe mode, need not be expanded again to be compacted and to be made statements of.
  const expandOnce = { ...options, skipExpansion: true }
  const { expanded, compact } = await skolemizeCompactJsonLd({ document, options: expandOnce })
  const deskolemized = await toDeskolemizedNQuads({ document: expanded, options: expandOnce })
  const { nquads, labelMap } = await labelReplacementCanonicalizeNQuads({
    nquads: deskolemized,
    labelMapFactoryFunction: async ({ canonicalIdMap }) => {
      const hmacKey = await chooseKey(canonicalIdMap, deskolemized)
      const labels = await shuffledLabels([...canonicalIdMap.values()], hmacKey)
      return new Map(
        [...canonicalIdMap].map(([input, canonical]) => [input, labels.get(canonical) ?? canonical]),
      )
    },
    options,
  })
  return {
    all: nquads,
    labels: labelMap,
    async select(pointers) {
      const selected = await selectCanonicalNQuads({ document: compact, pointers, labelMap, options })
      const chosen = new Set(selected.nquads)
      const indexes = [...nquads.keys()].filter((index) => chosen.has(nquads[index] ?? ''))
      return { indexes, deskolemized: selected.deskolemizedNQuads }
    },
  }
}

async function drawHmacKey(nodes: readonly string[], random: Random): Promise<Uint8Array> {
  for (let draw = 0; draw < 500; draw += 1) {
    const hmacKey = random(32)
    const labels = await shuffledLabels(nodes, hmacKey)
    if (nodes.every((node, position) => labels.get(node) === `b${position}`)) return hmacKey
  }
  // Of honest draws 500 fail with probability 2^-131.
  throw new CredentialError(
    'randomness-broken',
    'The random generator repeats itself: no credential was signed.',
  )
}

/** Replaces each canonical label by b0, b1, … in the order of the labels' HMACs. (vc-di-bbs §3.3.1) */
async function shuffledLabels(nodes: readonly string[], hmacKey: Uint8Array): Promise<Map<string, string>> {
  const hmac = await createHmac({ key: hmacKey })
  const encoder = new TextEncoder()
  const hashes = await Promise.all(
    nodes.map(async (node) => `u${encodeBase64Url(await hmac.sign(encoder.encode(node)))}`),
  )
  const order = hashes.toSorted()
  return new Map(nodes.map((node, position) => [node, `b${order.indexOf(hashes[position] ?? '')}`]))
}

// The labels of the credential, its subject and, where there is one, its status.
function nodesInOrder(statements: readonly string[]): string[] {
  const edge = (term: string) =>
    new RegExp(`^_:(\\S+) <https://www\\.w3\\.org/2018/credentials#${term}> _:(\\S+) \\.$`, 'm').exec(
      statements.join(''),
    )
  const [, credential, subject] = edge('credentialSubject') ?? []
  const [, , status] = edge('credentialStatus') ?? []
  return [credential, subject, status].filter((node) => node !== undefined)
}
