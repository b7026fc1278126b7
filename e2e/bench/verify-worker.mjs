// Verifies proofs of its own when told to: `{mode, count}` comes in, `{verified}` goes out.
import { parentPort } from 'node:worker_threads'
import { verifyProofs } from '@velum/bbs'
import { createProofs, verifyOneByOne } from './many-proofs.mjs'

const proofs = await createProofs(50)

const modes = {
  verifyProof: verifyOneByOne,
  verifyProofs: async (some) => {
    const { valid } = await verifyProofs({ proofs: some })
    return valid
  },
}

parentPort.on('message', async ({ mode, count }) => {
  parentPort.postMessage({ verified: await modes[mode](proofs.slice(0, count)) })
})
parentPort.postMessage({ ready: true })
