import * as door from '@velum/did'
import { expect, it } from 'vitest'

it('exports these names and no others', () => {
  expect(Object.keys(door).sort()).toEqual([
    'DidError',
    'createDidResolver',
    'decodeMultikey',
    'ed25519DidKey',
    'encodeMultikey',
    'encodeMultikeyBytes',
    'ethrDid',
    'findKey',
    'isDid',
    'parseDid',
    'parseEthrDid',
  ])
})
