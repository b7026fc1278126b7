import type { Eip1193Provider } from '@velum/did'
import type { Address } from './address.ts'
import { openingRegistryInterface } from './contract.ts'
import { contractFunctions } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import { createOpeningAuthorities, type OpeningAuthorities } from './opening-authorities.ts'
import { createOpeningCeremonies, type OpeningCeremonies } from './opening-ceremonies.ts'
import { createOpeningRequests, type OpeningRequests } from './opening-requests.ts'

/** Authorities and their keys, the ceremonies in which keys are made, and every opening. Trustees are numbered from 1,
 *  in the order in which they stand. */
export interface OpeningRegistry extends OpeningAuthorities, OpeningCeremonies, OpeningRequests {
  address: Address
}

export function createOpeningRegistry(deployment: Deployment, provider: Eip1193Provider): OpeningRegistry {
  const address = deployment.contracts.openingRegistry
  const contract = contractFunctions({
    deployment,
    provider,
    name: 'OpeningRegistry',
    address,
    contract: openingRegistryInterface,
  })
  return {
    address,
    ...createOpeningAuthorities(contract, deployment),
    ...createOpeningCeremonies(contract),
    ...createOpeningRequests(contract, deployment),
  }
}
