import { CurveError } from './curve-error.ts'

// The functions of mcl's C interface that we call. Arguments and results are addresses in its linear memory.
type Address = number
type Unary = (result: Address, argument: Address) => void
type Binary = (result: Address, left: Address, right: Address) => void
type Predicate = (argument: Address) => number
type Serialize = (buffer: Address, capacity: number, argument: Address) => number
type Deserialize = (result: Address, buffer: Address, length: number) => number
type SumOfProducts = (result: Address, points: Address, scalars: Address, count: number) => void

/** mcl compiled to WebAssembly, without its JavaScript classes: they keep one global state and copy every operand of every call. */
export interface MclModule {
  /** Views of the memory; read them anew after every call, since memory that grows detaches the old ones. */
  readonly HEAP8: Int8Array
  readonly HEAP32: Int32Array
  _malloc(bytes: number): Address
  _free(address: Address): void
  _mclBn_init(curve: number, compiledTimeVariable: number): number
  _mclBn_setETHserialization(enabled: 0 | 1): void
  _mclBn_setMapToMode(mode: number): number
  _mclBn_verifyOrderG1(enabled: 0 | 1): void
  _mclBn_verifyOrderG2(enabled: 0 | 1): void
  _mclBnFr_deserialize: Deserialize
  _mclBnFr_serialize: Serialize
  _mclBnFr_invVec(results: Address, values: Address, count: number): number
  _mclBnFp_deserialize: Deserialize
  _mclBnFp_mapToG1: Unary
  _mclBnFp_mul: Binary
  _mclBnG1_clear(result: Address): void
  _mclBnG1_deserialize: Deserialize
  _mclBnG1_serialize: Serialize
  _mclBnG1_isZero: Predicate
  _mclBnG1_isEqual(left: Address, right: Address): number
  _mclBnG1_neg: Unary
  _mclBnG1_dbl: Unary
  _mclBnG1_add: Binary
  _mclBnG1_sub: Binary
  _mclBnG1_mul: Binary
  _mclBnG1_mulCT: Binary
  _mclBnG1_mulVec: SumOfProducts
  _mclBnG1_normalize: Unary
  _mclBnG1_normalizeVec(results: Address, points: Address, count: number): void
  _mclBnG2_clear(result: Address): void
  _mclBnG2_deserialize: Deserialize
  _mclBnG2_serialize: Serialize
  _mclBnG2_isZero: Predicate
  _mclBnG2_isEqual(left: Address, right: Address): number
  _mclBnG2_neg: Unary
  _mclBnG2_add: Binary
  _mclBnG2_sub: Binary
  _mclBnG2_mul: Binary
  _mclBnG2_mulCT: Binary
  _mclBnG2_mulVec: SumOfProducts
  _mclBnGT_mul: Binary
  _mclBnGT_isOne: Predicate
  _mclBn_finalExp: Unary
  _mclBn_millerLoop: Binary
  _mclBn_getUint64NumToPrecompute(): number
  _mclBn_precomputeG2(lines: Address, point: Address): void
  _mclBn_precomputedMillerLoop(result: Address, point: Address, lines: Address): void
  _mclBn_precomputedMillerLoop2(
    result: Address,
    p1: Address,
    lines1: Address,
    p2: Address,
    lines2: Address,
  ): void
}

const curveBls12381 = 5
// Limbs of Fr times ten plus limbs of Fp: mcl compares it with what it was compiled for.
const compiledTimeVariable = 46
// MCL_MAP_TO_MODE_HASH_TO_CURVE_07, the map of RFC 9380. mcl's default is another map, which nobody else uses.
const mapOfRfc9380 = 5

/** Starts an instance of mcl with the settings that the standards need. Throws CurveError 'engine-unavailable'. */
export async function startMcl(): Promise<MclModule> {
  try {
    const { default: createModule } = await import('mcl-wasm/dist/mcl_c.js')
    const mcl: MclModule = await createModule({ cryptoGetRandomValues: refuseRandomness })
    if (mcl._mclBn_init(curveBls12381, compiledTimeVariable) !== 0) throw new Error('mclBn_init failed')
    // The encodings of the IETF and of Ethereum: big-endian, flags in the first octet.
    mcl._mclBn_setETHserialization(1)
    if (mcl._mclBn_setMapToMode(mapOfRfc9380) !== 0) throw new Error('mclBn_setMapToMode failed')
    // mcl would check the subgroup by a multiplication by r; group G1 does it in half the time, and cannot be switched off.
    mcl._mclBn_verifyOrderG1(0)
    mcl._mclBn_verifyOrderG2(1)
    return mcl
  } catch (cause) {
    throw new CurveError(
      'engine-unavailable',
      'The pairing engine did not start. It needs WebAssembly, and under a CSP the source wasm-unsafe-eval.',
      { cause },
    )
  }
}

// Randomness comes from our callers; nothing that we call inside mcl asks for it.
function refuseRandomness(): never {
  throw new Error('mcl must not draw randomness')
}
