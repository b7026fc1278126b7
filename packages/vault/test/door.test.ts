import * as door from '@velum/vault'
import { expect, test } from 'vitest'

test('exports these names and no others', () => {
  expect(Object.keys(door).sort()).toEqual([
    'VaultError',
    'collectionName',
    'createIndexedDbStorage',
    'createVault',
    'defaultArgon2Parameters',
    'eraseVault',
    'openVault',
    'restoreVault',
    'vaultExists',
  ])
})
