import * as door from '@velum/registry'
import { expect, it } from 'vitest'

it('exports these names and no others', () => {
  expect(Object.keys(door).sort()).toEqual([
    'RegistryError',
    'checkDeployment',
    'connectChain',
    'createAccount',
    'createAuthoritySource',
    'createProfileSource',
    'createRelayer',
    'createScopeSource',
    'createStatusSource',
    'deployContracts',
    'maxProfileBytes',
    'maxPublishedRecordBytes',
    'parseAddress',
    'parseDeployment',
    'parseEarlierDeployment',
    'statusListId',
  ])
})
