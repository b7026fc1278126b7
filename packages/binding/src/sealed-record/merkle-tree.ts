import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { BindingError } from '../binding-error.ts'
import { equalOctets } from '../canonical-cbor.ts'
import { isOctets } from '../require.ts'

// Leaves are hashed under 0x00 (record-leaf.ts): no inner node is a leaf, so no part of a tree passes for a record.
const innerNode = Uint8Array.of(1)

export interface MerkleTree {
  /** 32 octets. */
  readonly root: Uint8Array
  /** What proves the leaf at `index`: the siblings from the leaf upwards, 32 octets each. A level at which the node is the odd one
   *  and is promoted has none. Throws BindingError 'invalid-argument' for an index that no leaf has. */
  path(index: number): Uint8Array[]
}

/** The tree over leaves of 32 octets in their order: inner node = SHA-256(0x01 ‖ left ‖ right), an odd last node is promoted as it is.
 *  Throws BindingError 'invalid-argument' for no leaf at all, or one of another length. (docs/proof-system.md) */
export function merkleTree(leaves: readonly Uint8Array[]): MerkleTree {
  if (leaves.length === 0 || !leaves.every((leaf) => isOctets(leaf, 32))) {
    throw new BindingError('invalid-argument', 'A tree is made of one or more leaves of 32 octets each.')
  }
  const levels: Uint8Array[][] = [[...leaves]]
  for (let level = levels[0] as Uint8Array[]; level.length > 1; level = levels.at(-1) as Uint8Array[]) {
    levels.push(parentsOf(level))
  }
  return {
    root: levels.at(-1)?.[0] as Uint8Array,

    path(index) {
      if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) {
        throw new BindingError('invalid-argument', 'There is no leaf at this index.')
      }
      return levels.flatMap((level, height) => level[Math.floor(index / 2 ** height) ^ 1] ?? [])
    },
  }
}

export interface InclusionOptions {
  readonly leaf: Uint8Array
  /** Position of the leaf among `count`. */
  readonly index: number
  /** How many leaves the tree has, as anchored with the root: it says where a node is promoted. */
  readonly count: number
  readonly path: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether the leaf stands at `index` in the tree of `count` leaves with that root. False for whatever has the wrong form. */
export function verifyInclusion({ leaf, index, count, path, root }: InclusionOptions): boolean {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(index) || index < 0 || index >= count)
    return false
  if (![leaf, root, ...path].every((node) => isOctets(node, 32))) return false
  const siblings = [...path]
  let node = leaf
  let position = index
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    const isPromoted = position === width - 1 && width % 2 === 1
    if (!isPromoted) {
      const sibling = siblings.shift()
      if (!sibling) return false
      node = position % 2 === 0 ? parentOf(node, sibling) : parentOf(sibling, node)
    }
    position = Math.floor(position / 2)
  }
  return siblings.length === 0 && equalOctets(node, root)
}

function parentsOf(level: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
    const left = level[2 * i] as Uint8Array
    const right = level[2 * i + 1]
    return right ? parentOf(left, right) : left
  })
}

const parentOf = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concatBytes(innerNode, left, right))
