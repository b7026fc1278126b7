import { createVerifyCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { verifyCredential } from '@digitalbazaar/vc'
import { createDocumentLoader } from '@velum/credential'
import { createDidResolver } from '@velum/did'
import type { Chain } from '@velum/registry'

/** Whether a disclosed credential holds for the published libraries, called as their READMEs show. */
export async function holdsForLibraries(
  credential: object,
  { deployment, provider }: Chain,
): Promise<boolean> {
  const { chainId, contracts } = deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider }
  const { verified } = await verifyCredential({
    credential: structuredClone(credential),
    suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite({}) }),
    now: new Date(),
    // They have no status list of this kind, and it is not what is asked here.
    checkStatus: async () => ({ verified: true }),
    documentLoader: createDocumentLoader(createDidResolver({ networks: [network], fetch })),
  })
  return verified
}
