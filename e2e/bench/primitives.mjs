import { hashToScalar, loadCurve, randomScalar } from '@velum/curve'
import { random } from './sample.mjs'

/** What each operation of BBS cannot do without, by kind: the hashes, sums of products, decoded points and pairings that the draft
 *  prescribes, on the curve alone. Generators and key are prepared as they are in @velum/bbs. */
export async function primitivesOf({ messages, disclosedIndexes }) {
  const { g1, g2, pairingCheck } = await loadCurve()
  const count = messages.length
  const disclosedCount = disclosedIndexes.length
  const hiddenCount = count - disclosedCount

  const dst = random(48)
  const hash = (octets) => hashToScalar({ message: octets, dst, expander: 'XMD:SHA-256' })
  const point = () => g1.hashToCurve({ message: random(32), dst, expander: 'XMD:SHA-256' })
  const scalar = () => randomScalar(random)
  // Octets of the domain: key, count, generators, api_id, header. Of the challenge: indexes and messages, points, domain, header.
  const domain = random(96 + 8 + 48 * (count + 1) + 48 + 8 + 64)
  const challenge = random(8 + 40 * disclosedCount + 5 * 48 + 32 + 8 + 64)
  const hashes = (messageCount, ...others) => {
    for (const message of messages.slice(0, messageCount)) hash(message)
    others.forEach(hash)
  }

  const fixed = Array.from({ length: count + 2 }, () => [g1.prepare(point()), scalar()])
  const passing = Array.from({ length: 3 }, () => [point(), scalar()])
  const [first, second] = passing
  const encoded = passing.map(([each]) => g1.encode(each))
  const decode = (points) => {
    for (const octets of encoded.slice(0, points)) g1.decode(octets)
  }
  const key = g2.prepare(g2.multiply(g2.generator, scalar()))
  const base = g2.prepare(g2.generator)
  const pairing = () => {
    pairingCheck([
      [first[0], key],
      [second[0], base],
    ])
  }
  const secretInverse = scalar()

  return {
    sign: {
      hash: () => hashes(count, domain, random(32 * (count + 2))),
      msm: () => {
        g1.multiplySecret(g1.msm(fixed), secretInverse)
      },
    },
    verify: {
      hash: () => hashes(count, domain),
      msm: () => {
        g1.msm([...fixed, first])
      },
      decode: () => decode(1),
      pairing,
    },
    derive: {
      hash: () => hashes(count, domain, challenge),
      msm: () => {
        g1.msm(fixed)
        g1.multiply(...first)
        g1.msm([first, second])
        g1.msm([first, second])
        g1.msm([...fixed.slice(0, hiddenCount), first])
      },
      decode: () => decode(1),
    },
    verifyProof: {
      hash: () => hashes(disclosedCount, domain, challenge),
      msm: () => {
        g1.msm(passing)
        g1.msm([...fixed, first])
      },
      decode: () => decode(3),
      pairing,
    },
  }
}
