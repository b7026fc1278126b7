export type { Curve, GroupG1, GroupG2, Term } from './curve.ts'
export { CurveError, type CurveErrorCode } from './curve-error.ts'
export { type Expander, expandMessage, type HashOptions } from './expand-message.ts'
export type { Group } from './group.ts'
export { hashToScalar } from './hash-to-field.ts'
export { loadCurve } from './load-curve.ts'
export type { PairingTerm } from './pairing.ts'
export type { G1, G2, PreparedG1, PreparedG2, UncheckedG1 } from './points.ts'
export {
  addScalars,
  decodeScalar,
  encodeScalar,
  groupOrder,
  multiplyScalars,
  negateScalar,
  randomScalar,
  reduceScalar,
  type Scalar,
  scalarFromOctets,
  scalarLength,
  subtractScalars,
  toScalar,
} from './scalar.ts'
