import { type Curve, createCurve } from './curve.ts'
import { startMcl } from './mcl-module.ts'

let curve: Promise<Curve> | undefined

/** The curve, loaded on the first call and shared by all (182 kB gzipped, some ten milliseconds). Works in Node, in a browser
 *  and in a worker; under a CSP it needs `script-src 'wasm-unsafe-eval'`. Throws CurveError 'engine-unavailable'; a later call
 *  tries again. */
export function loadCurve(): Promise<Curve> {
  curve ??= startMcl().then(createCurve, (error) => {
    curve = undefined
    throw error
  })
  return curve
}
