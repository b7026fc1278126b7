import { verifyProofs } from '@velum/bbs'
import { createProofs, verifyOneByOne } from './many-proofs.mjs'
import { measureGroups } from './measure.mjs'

/** `verifyProofs` of 1, 10 and 100 proofs beside as many times `verifyProof`. */
export async function measureBatches(options) {
  const proofs = await createProofs(100)
  const forged = proofs.slice(0, 10).with(3, { ...proofs[3], proof: proofs[4].proof })
  const verdict = await verifyProofs({ proofs: forged })
  if (verdict.valid || verdict.failed.join() !== '3')
    throw new Error('A batch did not name its forged proof.')

  const groups = {}
  for (const count of [1, 10, 100]) {
    const some = proofs.slice(0, count)
    groups[count] = {
      verifyProofs: async () => {
        const { valid } = await verifyProofs({ proofs: some })
        return valid
      },
      singles: () => verifyOneByOne(some),
    }
  }
  return measureGroups(groups, options)
}
