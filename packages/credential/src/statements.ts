/// <reference path="./digitalbazaar.d.ts" />
import { canonicalize, canonicalizeAndGroup, createHmac } from '@digitalbazaar/di-sd-primitives'
import { encodeBase64Url } from './base64.ts'
import { CredentialError } from './credential-error.ts'
import type { DocumentLoader } from './document-loader.ts'
import type { Random } from './random.ts'

/** The statements (N-Quads) of a document under its secret labels, in the order in which they are signed. */
export interface Statements {
  readonly all: readonly string[]
  readonly mandatory: readonly string[]
  /** The messages of the BBS signature. */
  readonly optional: readonly string[]
}

interface GroupOptions {
  document: object
  mandatoryPointers: readonly string[]
  hmacKey: Uint8Array
  documentLoader: DocumentLoader
}

/** Splits a document without its proof into mandatory and optional statements. (vc-di-bbs §3.4.2) */
export async function groupStatements(options: GroupOptions): Promise<Statements> {
  const { document, mandatoryPointers, hmacKey, documentLoader } = options
  const { groups, nquads } = await canonicalizeAndGroup({
    document,
    groups: { mandatory: mandatoryPointers },
    labelMapFactoryFunction: async ({ canonicalIdMap }) => {
      const labels = await shuffledLabels([...canonicalIdMap.values()], hmacKey)
      return new Map(
        [...canonicalIdMap].map(([input, canonical]) => [input, labels.get(canonical) ?? canonical]),
      )
    },
    options: { documentLoader },
  })
  const { matching, nonMatching } = groups.mandatory
  return { all: nquads, mandatory: [...matching.values()], optional: [...nonMatching.values()] }
}

/** Draws HMAC keys until the shuffled labels are b0 for the credential, b1 for its subject and b2 for its status.
 *  The order of statements follows the labels: without this, the indexes of a derived proof would tell holders of
 *  one template apart. One draw in six fits (one in two without a status). */
export async function drawHmacKey(options: {
  document: object
  random: Random
  documentLoader: DocumentLoader
}): Promise<Uint8Array> {
  const { document, random, documentLoader } = options
  const nodes = nodesInOrder(await canonicalize(document, { documentLoader }))
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

// The canonical labels of the credential, its subject and, where there is one, its status.
function nodesInOrder(canonicalForm: string): string[] {
  const edge = (term: string) =>
    new RegExp(`^_:(\\S+) <https://www\\.w3\\.org/2018/credentials#${term}> _:(\\S+) \\.$`, 'm').exec(
      canonicalForm,
    )
  const [, credential, subject] = edge('credentialSubject') ?? []
  const [, , status] = edge('credentialStatus') ?? []
  return [credential, subject, status].filter((node) => node !== undefined)
}
