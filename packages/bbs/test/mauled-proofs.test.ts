import { addScalars, decodeScalar, encodeScalar, loadCurve, randomScalar, type Scalar } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import { type VerifyProofOptions, verifyProof, verifyProofs } from '../src/index.ts'
import { hex, seededRandom } from './octets.ts'
import { makeProof, makeSample, type Sample } from './sample.ts'

// Ten thousand changed proofs, none of which may pass. The seed makes a failure come back.
const random = seededRandom(20261123)
const below = (limit: number) => (((random(1)[0] as number) << 8) | (random(1)[0] as number)) % limit
const { g1 } = await loadCurve()

const samples = [await makeSample(1), await makeSample(4), await makeSample(6)]
const honest = await Promise.all([
  makeProof(samples[0] as Sample, []),
  makeProof(samples[1] as Sample, [0, 2]),
  makeProof(samples[1] as Sample, [0, 2]),
  makeProof(samples[2] as Sample, [1, 2, 5]),
])

function put(source: Uint8Array, offset: number, part: Uint8Array): Uint8Array {
  const copy = source.slice()
  copy.set(part, offset)
  return copy
}

const pointAt = (proof: Uint8Array, index: number) => proof.subarray(48 * index, 48 * (index + 1))
const scalarCount = (proof: Uint8Array) => (proof.length - 144) / 32
const scalarOffset = (proof: Uint8Array) => 144 + 32 * below(scalarCount(proof))
const anyScalar = () => randomScalar(random)

type Mauling = (shown: VerifyProofOptions) => VerifyProofOptions

const flipBit =
  (name: 'proof' | 'publicKey' | 'header' | 'presentationHeader'): Mauling =>
  (shown) => {
    const octets = (shown[name] as Uint8Array).slice()
    const at = below(octets.length)
    octets[at] = (octets[at] as number) ^ (1 << below(8))
    return { ...shown, [name]: octets }
  }

const changePoint =
  (change: (point: NonNullable<ReturnType<typeof g1.decode>>, scalar: Scalar) => typeof point): Mauling =>
  (shown) => {
    const index = below(3)
    const point = g1.decode(pointAt(shown.proof, index))
    if (!point) throw new Error('an honest proof has points')
    return { ...shown, proof: put(shown.proof, 48 * index, g1.encode(change(point, anyScalar()))) }
  }

const maulings: Record<string, Mauling> = {
  'a bit of the proof flipped': flipBit('proof'),
  'a bit of the key flipped': flipBit('publicKey'),
  'a bit of the header flipped': flipBit('header'),
  'a bit of the presentation header flipped': flipBit('presentationHeader'),
  'a point multiplied': changePoint((point, scalar) => g1.multiply(point, scalar)),
  'a point moved': changePoint((point, scalar) => g1.add(point, g1.multiply(g1.generator, scalar))),
  'a point negated': changePoint((point) => g1.negate(point)),
  'two points exchanged': (shown) => {
    const [left, right] = [
      [0, 1],
      [0, 2],
      [1, 2],
    ][below(3)] as [number, number]
    const proof = put(shown.proof, 48 * left, pointAt(shown.proof, right))
    return { ...shown, proof: put(proof, 48 * right, pointAt(shown.proof, left)) }
  },
  'all points multiplied alike': (shown) => {
    const factor = anyScalar()
    const points = [0, 1, 2].map((index) => {
      const point = g1.decode(pointAt(shown.proof, index))
      return point ? g1.encode(g1.multiply(point, factor)) : new Uint8Array(48)
    })
    return { ...shown, proof: points.reduce((proof, point, i) => put(proof, 48 * i, point), shown.proof) }
  },
  'a scalar replaced': (shown) => ({
    ...shown,
    proof: put(shown.proof, scalarOffset(shown.proof), encodeScalar(anyScalar())),
  }),
  'a scalar raised by one': (shown) => {
    const offset = scalarOffset(shown.proof)
    const scalar = decodeScalar(shown.proof.subarray(offset, offset + 32)) as Scalar
    return { ...shown, proof: put(shown.proof, offset, encodeScalar(addScalars(scalar, 1n as Scalar))) }
  },
  'two scalars exchanged': (shown) => {
    const { proof } = shown
    const left = 144 + 32 * below(scalarCount(proof) - 1)
    const right = left + 32
    const swapped = put(proof, left, proof.subarray(right, right + 32))
    return { ...shown, proof: put(swapped, right, proof.subarray(left, right)) }
  },
  'a scalar taken out': (shown) => {
    const offset = scalarOffset(shown.proof)
    const proof = new Uint8Array([...shown.proof.subarray(0, offset), ...shown.proof.subarray(offset + 32)])
    return { ...shown, proof, messageCount: shown.messageCount - 1 }
  },
  'a scalar put in': (shown) => {
    const offset = scalarOffset(shown.proof)
    const parts = [shown.proof.subarray(0, offset), encodeScalar(anyScalar()), shown.proof.subarray(offset)]
    const proof = new Uint8Array(parts.flatMap((part) => [...part]))
    return { ...shown, proof, messageCount: shown.messageCount + 1 }
  },
  'parts of two honest proofs joined': (shown) => {
    const other = honest[shown === honest[1] ? 2 : 1] as VerifyProofOptions
    if (other.proof.length !== shown.proof.length) return flipBit('proof')(shown)
    const cut = 1 + below(shown.proof.length - 1)
    const proof = put(shown.proof, cut, other.proof.subarray(cut))
    return hex(proof) === hex(other.proof) || hex(proof) === hex(shown.proof)
      ? flipBit('proof')(shown)
      : { ...shown, proof }
  },
  'a disclosed message changed': (shown) => ({
    ...shown,
    disclosedMessages: (shown.disclosedMessages ?? []).length
      ? (shown.disclosedMessages ?? []).map((message, i) =>
          i === 0 ? new Uint8Array([...message, below(256)]) : message,
        )
      : [random(4)],
  }),
  'the disclosed indexes moved': (shown) => {
    const indexes = shown.disclosedIndexes ?? []
    const moved = indexes.map((index) => (index + 1 + below(5)) % 7)
    return { ...shown, disclosedIndexes: moved.join() === indexes.join() || moved.length === 0 ? [0] : moved }
  },
  'the key of another signer': (shown) => {
    const others = samples.filter(({ publicKey }) => hex(publicKey) !== hex(shown.publicKey))
    return { ...shown, publicKey: (others[below(2)] as Sample).publicKey }
  },
  'the other ciphersuite': (shown) => ({
    ...flipBit('presentationHeader')(shown),
    ciphersuite: 'BLS12-381-SHAKE-256',
  }),
}

const runs = Math.ceil(9_900 / Object.keys(maulings).length)

describe('a mauled proof', () => {
  it('starts as an honest one that is accepted', async () => {
    for (const shown of honest) expect(await verifyProof(shown)).toBe(true)
  })

  it.each(Object.entries(maulings))(
    `with %s is not accepted, ${runs} times`,
    { timeout: 60_000 },
    async (_, maul) => {
      let accepted = 0
      for (let i = 0; i < runs; i++) {
        const mauled = maul(honest[i % honest.length] as VerifyProofOptions)
        if (await verifyProof(mauled)) accepted++
      }
      expect(accepted).toBe(0)
    },
  )

  it('that follows the protocol but has no signature is not accepted, 100 times', {
    timeout: 60_000,
  }, async () => {
    const sample = samples[1] as Sample
    const proofs: VerifyProofOptions[] = []
    for (let i = 0; i < 100; i++) {
      const a = g1.encode(g1.multiply(g1.generator, anyScalar()))
      const signature = new Uint8Array([...a, ...encodeScalar(anyScalar())])
      proofs.push(await makeProof({ ...sample, signature }, [0, 2]))
    }
    const verdict = await verifyProofs({ proofs })
    expect(verdict).toEqual({ valid: false, failed: proofs.map((_, i) => i) })
  })
})
