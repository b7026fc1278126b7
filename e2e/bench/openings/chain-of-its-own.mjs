import { createServer } from 'node:net'
import { connectChain, createAccount, deployContracts } from '@velum/registry'
import { startAnvil } from '../../../apps/local-stack/dist/anvil.js'
import { random } from '../sample.mjs'

// The first account of anvil's well-known test mnemonic, which has 10,000 coins on every local chain.
const funded = Buffer.from('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', 'hex')

/** A chain with the contracts on it; `stop` ends it. */
export async function chainOfItsOwn() {
  const anvil = await startAnvil({ port: await freePort() })
  const secretKey = Uint8Array.from(funded)
  const deployment = await deployContracts({ rpcUrl: anvil.rpcUrl, secretKey, name: 'Benchmark' })
  const chain = connectChain({ deployment })
  return {
    chain,
    payer: createAccount(secretKey),
    /** New accounts that can pay. */
    async accounts(count) {
      const made = Array.from({ length: count }, () => createAccount(random(32)))
      for (const { address } of made) {
        const params = [address, '0x3635c9adc5dea00000']
        await chain.provider.request({ method: 'anvil_setBalance', params })
      }
      return made
    },
    async stop() {
      chain.close()
      await anvil.stop()
    },
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
