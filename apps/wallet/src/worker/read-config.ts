import { type Deployment, parseDeployment, RegistryError } from '@velum/registry'
import type { Surroundings } from './surroundings.ts'

/** What whoever serves the wallet says in `config.json` beside it. */
export interface WalletConfig {
  readonly deployment: Deployment
}

/** Throws RegistryError 'invalid-deployment' when the file is not there or says something else. */
export async function readConfig(surroundings: Surroundings): Promise<WalletConfig> {
  const response = await surroundings.fetch(surroundings.configUrl)
  const config: unknown = response.ok ? await response.json() : undefined
  if (typeof config !== 'object' || config === null || !('deployment' in config)) {
    throw new RegistryError(
      'invalid-deployment',
      'The file config.json beside the wallet must have a member "deployment": ask whoever runs this wallet.',
    )
  }
  return { deployment: parseDeployment(config.deployment) }
}
