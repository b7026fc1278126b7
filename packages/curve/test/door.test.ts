import { expect, it } from 'vitest'
import * as curve from '../src/index.ts'

it('the package exports these values and no others', () => {
  expect(Object.keys(curve).sort()).toMatchInlineSnapshot(`
    [
      "CurveError",
      "addScalars",
      "decodeScalar",
      "encodeScalar",
      "expandMessage",
      "groupOrder",
      "hashToScalar",
      "loadCurve",
      "multiplyScalars",
      "negateScalar",
      "randomScalar",
      "reduceScalar",
      "scalarFromOctets",
      "scalarLength",
      "subtractScalars",
      "toScalar",
    ]
  `)
})
