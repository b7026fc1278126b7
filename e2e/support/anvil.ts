import { type AddressInfo, createServer } from 'node:net'
import { type Anvil, startAnvil as startAnvilAt } from '../../apps/local-stack/src/anvil.ts'

export type { Anvil } from '../../apps/local-stack/src/anvil.ts'

export interface AnvilOptions {
  /** A free one by default. */
  port?: number
  /** Where the chain survives; it lives in memory alone without. */
  stateFile?: string
  /** A block is final twice as many blocks later; at once by default. */
  slotsInEpoch?: number
}

/** The first account of anvil's well-known test mnemonic, which has 10,000 coins on every local chain. */
export const FUNDED_SECRET_KEY = Uint8Array.from(
  Buffer.from('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', 'hex'),
)

/** The chain of the local stack (id 31337, a block for each transaction), on a port of its own. */
export async function startAnvil({ port, ...options }: AnvilOptions = {}): Promise<Anvil> {
  return startAnvilAt({ port: port ?? (await freePort()), ...options })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
