import { type Curve, type Expander, expandMessage, type G1, type PreparedG1 } from '@velum/curve'
import { ascii, concatenate, integerOctets } from './octets.ts'

/** A generator with its encoding; prepared where it is one of the first. */
export interface Generator {
  readonly base: G1 | PreparedG1
  readonly encoding: Uint8Array
}

/** create_generators of the draft (§4.1.1) for one api_id: made once, in order, as far as they were asked for. */
export interface Generators {
  /** The first `count` generators. */
  first(count: number): readonly Generator[]
}

// 18 kB of tables for each; a proof that claims ten thousand messages must not fill the memory.
const preparedCount = 160

const seedLength = 48

export interface GeneratorOptions {
  readonly curve: Curve
  readonly expander: Expander
  readonly apiId: string
  /** Encodings of the first ones where they are known, Q_1 first. */
  readonly constants: readonly Uint8Array[]
}

export function createGenerators({ curve, expander, apiId, constants }: GeneratorOptions): Generators {
  const seedTag = ascii(`${apiId}SIG_GENERATOR_SEED_`)
  const pointTag = ascii(`${apiId}SIG_GENERATOR_DST_`)
  const made: Generator[] = []
  let seed = expandMessage(
    { message: ascii(`${apiId}MESSAGE_GENERATOR_SEED`), dst: seedTag, expander },
    seedLength,
  )

  const makeNext = () => {
    const number = made.length + 1
    const message = concatenate(seed, integerOctets(number))
    seed = expandMessage({ message, dst: seedTag, expander }, seedLength)
    const constant = constants[number - 1]
    const point = constant
      ? curve.g1.decodeConstant(constant)
      : curve.g1.hashToCurve({ message: seed, dst: pointTag, expander })
    made.push({
      base: number <= preparedCount ? curve.g1.prepare(point) : point,
      encoding: constant ?? curve.g1.encode(point),
    })
  }

  return {
    first(count) {
      while (made.length < count) makeNext()
      return made.slice(0, count)
    },
  }
}
