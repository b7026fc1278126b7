import {
  type Curve,
  type Expander,
  hashToScalar,
  loadCurve,
  type PreparedG1,
  type PreparedG2,
  type Scalar,
} from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import { type Ciphersuite, parametersOf } from './ciphersuite.ts'
import { basePointConstant, generatorConstants } from './generator-constants.ts'
import { createGenerators, type Generators } from './generators.ts'
import { ascii } from './octets.ts'

/** An Interface of the draft (§3.2): a ciphersuite with an api_id, which separates its generators and hashes from all others. */
export interface BbsInterface {
  readonly ciphersuite: Ciphersuite
  readonly apiId: string
  readonly curve: Curve
  /** P1 of the ciphersuite. */
  readonly basePoint: PreparedG1
  /** BP2, the generator of G2. */
  readonly basePointOfG2: PreparedG2
  readonly generators: Generators
  /** Generators of the blind draft, those of `BLIND_ ‖ api_id`. */
  readonly blindGenerators: Generators
  /** hash_to_scalar under `api_id ‖ H2S_`. */
  hashToScalar(octets: Uint8Array): Scalar
  /** messages_to_scalars (§4.1.2). */
  messagesToScalars(messages: readonly Uint8Array[]): Scalar[]
}

interface Shared {
  readonly basePoint: PreparedG1
  readonly basePointOfG2: PreparedG2
}

const shared = new Map<Ciphersuite, Shared>()
const interfaces = new Map<string, BbsInterface>()

export interface InterfaceOptions {
  readonly ciphersuite: Ciphersuite
  /** Begins with the id of the ciphersuite and ends with `_`, and no other api_id in use is this one plus a suffix. */
  readonly apiId: string
}

/** The Interface of that api_id; its generators and tables live as long as the program, so api_ids are constants of it.
 *  Throws BbsError 'unknown-ciphersuite', 'invalid-argument'. */
export async function openInterface({ ciphersuite, apiId }: InterfaceOptions): Promise<BbsInterface> {
  const { id, expander } = parametersOf(ciphersuite)
  if (typeof apiId !== 'string' || !apiId.startsWith(id) || !apiId.endsWith('_')) {
    throw new BbsError(
      'invalid-argument',
      `An api_id of this ciphersuite begins with ${id} and ends with "_".`,
    )
  }
  const curve = await loadCurve()
  const known = interfaces.get(apiId)
  if (known) return known
  const opened = createInterface({ ciphersuite, apiId }, expander, curve)
  interfaces.set(apiId, opened)
  return opened
}

function createInterface(options: InterfaceOptions, expander: Expander, curve: Curve): BbsInterface {
  const { ciphersuite, apiId } = options
  const hashTag = ascii(`${apiId}H2S_`)
  const messageTag = ascii(`${apiId}MAP_MSG_TO_SCALAR_AS_HASH_`)
  return {
    ciphersuite,
    apiId,
    curve,
    ...sharedBy(ciphersuite, curve),
    generators: createGenerators({
      curve,
      expander,
      apiId,
      constants: generatorConstants(ciphersuite, apiId),
    }),
    blindGenerators: createGenerators({ curve, expander, apiId: `BLIND_${apiId}`, constants: [] }),
    hashToScalar: (message) => hashToScalar({ message, dst: hashTag, expander }),
    messagesToScalars: (messages) =>
      messages.map((message) => hashToScalar({ message, dst: messageTag, expander })),
  }
}

function sharedBy(ciphersuite: Ciphersuite, curve: Curve): Shared {
  const known = shared.get(ciphersuite)
  if (known) return known
  const points = {
    basePoint: curve.g1.prepare(curve.g1.decodeConstant(basePointConstant(ciphersuite))),
    basePointOfG2: curve.g2.prepare(curve.g2.generator),
  }
  shared.set(ciphersuite, points)
  return points
}
