import * as door from '@velum/holder'
import { expect, test } from 'vitest'

test('exports these names and no others', () => {
  expect(Object.keys(door).sort()).toEqual(['HolderError', 'createWallet', 'explain', 'recogniseLink'])
})
