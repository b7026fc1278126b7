import { parseDerivedProof } from './bbs-2023-proof-value.ts'
import type { BoundPresentation } from './binding/bound-presentation.ts'
import type { Presentation } from './create-presentation.ts'

/** A value that stands at the same place in two presentations, which is what a verifier who compares them has. */
export interface SharedValue {
  readonly path: string
  readonly value: string
}

/** Everything that two presentations have in common, proof values taken apart, in the order of the first one. */
export function sharedValues(
  first: Presentation | BoundPresentation,
  second: Presentation | BoundPresentation,
): SharedValue[] {
  const others = new Map(leaves('', second).map(({ path, value }) => [path, value]))
  return leaves('', first).filter(({ path, value }) => others.get(path) === value)
}

function leaves(path: string, value: unknown): SharedValue[] {
  const opened = typeof value === 'string' ? parseDerivedProof(value) : undefined
  if (opened !== undefined) {
    const { bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader } = opened
    return leaves(path, {
      bbsProof: chunksOf(bbsProof),
      labelMap: [...labelMap].map(([canonical, label]) => `c14n${canonical}=b${label}`).join(' '),
      mandatoryIndexes: mandatoryIndexes.join(' '),
      selectiveIndexes: selectiveIndexes.join(' '),
      presentationHeader: new TextDecoder().decode(presentationHeader),
    })
  }
  if (typeof value !== 'object' || value === null) return [{ path, value: String(value) }]
  return Object.entries(value).flatMap(([member, item]) => leaves(`${path}/${member}`, item))
}

// Points and scalars, one by one: three of 48 bytes, then as many of 32 as there are.
function chunksOf(bbsProof: Uint8Array): string[] {
  const starts = [0, 48, 96]
  for (let start = 144; start < bbsProof.length; start += 32) starts.push(start)
  return starts.map((start, position) => {
    const chunk = bbsProof.subarray(start, starts[position + 1] ?? bbsProof.length)
    return Array.from(chunk, (byte) => byte.toString(16).padStart(2, '0')).join('')
  })
}
