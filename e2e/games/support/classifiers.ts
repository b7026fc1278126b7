/** Two presentations, and whether a classifier has to say yes of them. */
export interface Pair {
  readonly first: Uint8Array
  readonly second: Uint8Array
  readonly answer: boolean
}

export type Classifier = (pair: Pick<Pair, 'first' | 'second'>) => boolean

/** Learns from presentations of two holders which octets stand where, and says of a pair whether the first of the two is the left
 *  holder's: the logarithm of the likelihood of each octet at its place, added up. */
export function leftOrRight(left: readonly Uint8Array[], right: readonly Uint8Array[]): Classifier {
  const logarithms = [left, right].map(frequencies) as [Float64Array, Float64Array]
  const score = (octets: Uint8Array) => {
    let sum = 0
    for (let i = 0; i < octets.length; i++) {
      const at = i * 256 + (octets[i] as number)
      sum += (logarithms[0][at] as number) - (logarithms[1][at] as number)
    }
    return sum
  }
  return ({ first, second }) => score(first) > score(second)
}

/** Learns from pairs at which places two presentations of one holder agree more often than those of two, and says of a pair whether
 *  one holder made both. */
export function sameOrDifferent(pairs: readonly Pair[]): Classifier {
  const size = pairs[0]?.first.length ?? 0
  const agreements = [false, true].map((answer) => {
    const counts = new Float64Array(size).fill(1)
    const own = pairs.filter((pair) => pair.answer === answer)
    for (const { first, second } of own) {
      for (let i = 0; i < size; i++) if (first[i] === second[i]) counts[i] = (counts[i] as number) + 1
    }
    return counts.map((count) => count / (own.length + 2))
  }) as [Float64Array, Float64Array]
  const [different, same] = agreements
  return ({ first, second }) => {
    let sum = 0
    for (let i = 0; i < size; i++) {
      const [p, q] = [same[i] as number, different[i] as number]
      sum += first[i] === second[i] ? Math.log(p / q) : Math.log((1 - p) / (1 - q))
    }
    return sum > 0
  }
}

/** How often the classifier is right. */
export const hits = (classify: Classifier, pairs: readonly Pair[]): number =>
  pairs.filter((pair) => classify(pair) === pair.answer).length

/** Three standard deviations of the number of right guesses of one who tosses a coin. */
export const threeSigma = (pairs: readonly Pair[]): number => 3 * Math.sqrt(pairs.length / 4)

function frequencies(samples: readonly Uint8Array[]): Float64Array {
  const counts = new Float64Array((samples[0]?.length ?? 0) * 256).fill(1)
  for (const octets of samples) {
    for (let i = 0; i < octets.length; i++) {
      const at = i * 256 + (octets[i] as number)
      counts[at] = (counts[at] as number) + 1
    }
  }
  return counts.map((count) => Math.log(count / (samples.length + 256)))
}
