import { expect, it } from 'vitest'
import * as bbs from '../src/index.ts'

it('the package exports these values and no others', () => {
  expect(Object.keys(bbs).sort()).toMatchInlineSnapshot(`
    [
      "BbsError",
      "blindApiId",
      "blindSign",
      "commit",
      "computeB",
      "coreBlindSign",
      "coreCommit",
      "coreVerify",
      "deriveProof",
      "generateKeyPair",
      "openCommitment",
      "openInterface",
      "pairUp",
      "platformRandom",
      "proofInit",
      "proofVerifyInit",
      "secretKeyToPublicKey",
      "sign",
      "standardApiId",
      "verify",
      "verifyBlindSignature",
      "verifyCommitment",
      "verifyProof",
      "verifyProofs",
    ]
  `)
})
