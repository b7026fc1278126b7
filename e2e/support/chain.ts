import { createDidResolver, type DidResolver } from '@velum/did'
import { type Chain, connectChain, createRelayer, type Deployment, deployContracts } from '@velum/registry'
import { type AnvilOptions, FUNDED_SECRET_KEY, startAnvil } from './anvil.ts'
import { serve } from './serve.ts'

export { type LoopbackServer, serve } from './serve.ts'

export interface TestChain {
  deployment: Deployment
  chain: Chain
  /** Of the account that deployed the contracts and pays for the relayer. */
  fundedSecretKey: Uint8Array
  relayer: { url: string; close(): Promise<void> }
  stop(): Promise<void>
}

/** A chain with the contracts on it and a relayer on a loopback port. */
export async function startTestChain(options: AnvilOptions = {}): Promise<TestChain> {
  const anvil = await startAnvil(options)
  const contracts = await deployContracts({
    rpcUrl: anvil.rpcUrl,
    secretKey: FUNDED_SECRET_KEY,
    name: 'Test chain',
  })
  const relayer = await serve(
    createRelayer({
      chain: connectChain({ deployment: contracts }),
      secretKey: FUNDED_SECRET_KEY,
    }).handle,
  )
  const deployment: Deployment = { ...contracts, relayerUrl: relayer.url }
  const chain = connectChain({ deployment })
  return {
    deployment,
    chain,
    fundedSecretKey: FUNDED_SECRET_KEY,
    relayer,
    async stop() {
      chain.close()
      await relayer.close()
      await anvil.stop()
    },
  }
}

/** The resolver that whoever reads this chain has. */
export function resolverOn({ deployment, provider }: Chain): DidResolver {
  const { chainId, contracts } = deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider }
  return createDidResolver({ networks: [network], fetch })
}
