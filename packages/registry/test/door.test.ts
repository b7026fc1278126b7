import * as door from '@velum/registry'
import { expect, it } from 'vitest'

it('exports these names and no others', () => {
  expect(Object.keys(door).sort()).toEqual([
    'RegistryError',
    'connectChain',
    'createAccount',
    'createRelayer',
    'createStatusSource',
    'deployContracts',
    'parseAddress',
    'parseDeployment',
    'statusListId',
  ])
})
