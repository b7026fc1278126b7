import { createHash } from 'node:crypto'
import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BindingError, merkleTree, recordLeaf, verifyInclusion } from '../../src/index.ts'
import { random, utf8 } from '../support/applicant.ts'

const sha256 = (...parts: Uint8Array[]) =>
  new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  )
const node = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right)

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => sha256(utf8(`leaf ${i}`)))

describe('the tree over sealed records', () => {
  it('has the root that its definition gives', () => {
    const [a, b, c, d, e] = leavesOf(5) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    expect(merkleTree([a]).root).toEqual(a)
    expect(merkleTree([a, b]).root).toEqual(node(a, b))
    expect(merkleTree([a, b, c]).root).toEqual(node(node(a, b), c))
    expect(merkleTree([a, b, c, d]).root).toEqual(node(node(a, b), node(c, d)))
    expect(merkleTree([a, b, c, d, e]).root).toEqual(node(node(node(a, b), node(c, d)), e))
    expect(merkleTree([a, b, c, d, e]).path(4)).toEqual([node(node(a, b), node(c, d))])
    expect(merkleTree([a, b, c]).path(1)).toEqual([a, c])
  })

  it('proves every leaf where it stands, and nowhere else', () => {
    for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33]) {
      const leaves = leavesOf(count)
      const { root, path } = merkleTree(leaves)
      for (const [index, leaf] of leaves.entries()) {
        expect(verifyInclusion({ leaf, index, count, path: path(index), root })).toBe(true)
        for (let other = -1; other <= count; other++) {
          if (other === index) continue
          expect(verifyInclusion({ leaf, index: other, count, path: path(index), root })).toBe(false)
        }
      }
    }
  })

  it('proves each of 1,000 leaves', () => {
    const leaves = leavesOf(1000)
    const { root, path } = merkleTree(leaves)
    leaves.forEach((leaf, index) => {
      expect(path(index).length).toBeLessThanOrEqual(10)
      expect(verifyInclusion({ leaf, index, count: 1000, path: path(index), root })).toBe(true)
    })
  })

  it('proves no leaf that is not in it, and none with a path changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), fc.nat(255), (count, i, j, flip) => {
        const leaves = leavesOf(count)
        const index = i % count
        const leaf = leaves[index] as Uint8Array
        const { root, path } = merkleTree(leaves)
        const right = path(index)
        expect(verifyInclusion({ leaf: random(32), index, count, path: right, root })).toBe(false)
        expect(verifyInclusion({ leaf, index, count, path: right, root: random(32) })).toBe(false)
        expect(verifyInclusion({ leaf, index, count, path: right.slice(1), root })).toBe(false)
        expect(verifyInclusion({ leaf, index, count, path: [...right, random(32)], root })).toBe(false)
        const wrong = right.map((sibling) => sibling.slice())
        const changed = wrong[j % wrong.length] as Uint8Array
        changed[flip % 32] = (changed[flip % 32] as number) ^ (1 + (flip % 255))
        expect(verifyInclusion({ leaf, index, count, path: wrong, root })).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('does not pass off an inner node as a leaf', () => {
    // Second preimage: the same root over fewer "leaves" that are inner nodes, and a leaf whose octets are those of a node.
    const leaves = leavesOf(4)
    const [a, b, c, d] = leaves as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    const { root } = merkleTree(leaves)
    expect(verifyInclusion({ leaf: node(a, b), index: 0, count: 4, path: [node(c, d)], root })).toBe(false)
    const asRecord = recordLeaf({
      address: a,
      ciphertext: b,
      issuer: 'did:web:issuer.example',
      epoch: 1,
    })
    expect(asRecord).not.toEqual(node(a, b))
  })

  it('is not made of nothing, or of leaves that are none', () => {
    const codeOf = (leaves: Uint8Array[]) => {
      try {
        merkleTree(leaves)
      } catch (error) {
        return (error as BindingError).code
      }
      return undefined
    }
    expect(codeOf([])).toBe('invalid-argument')
    expect(codeOf([random(32), random(31)])).toBe('invalid-argument')
    expect(() => merkleTree(leavesOf(3)).path(3)).toThrow('no leaf')
    expect(() => merkleTree(leavesOf(3)).path(-1)).toThrow('no leaf')
  })
})

describe('the leaf of a sealed record', () => {
  const record = {
    address: new Uint8Array(32).fill(1),
    ciphertext: new Uint8Array(1052).fill(2),
    issuer: 'did:web:issuer.example',
    epoch: 258,
  }

  it('is the hash of its documented octets', () => {
    const epoch = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2)
    expect(recordLeaf(record)).toEqual(
      sha256(Uint8Array.of(0), record.address, sha256(record.ciphertext), utf8(record.issuer), epoch),
    )
  })

  it('differs with each of its parts', () => {
    const leaves = [
      record,
      { ...record, address: new Uint8Array(32) },
      { ...record, ciphertext: new Uint8Array(1052) },
      { ...record, issuer: 'did:web:issuer.exampl' },
      { ...record, epoch: 259 },
    ].map((each) => recordLeaf(each).join())
    expect(new Set(leaves).size).toBe(5)
  })

  it('is not made of parts that have no such form', () => {
    for (const changes of [{ address: random(31) }, { epoch: -1 }, { epoch: 1.5 }]) {
      expect(() => recordLeaf({ ...record, ...changes })).toThrow('leaf')
    }
  })
})
