import {
  blsCreateProof,
  blsSign,
  blsVerify,
  blsVerifyProof,
  generateBls12381G2KeyPair,
} from '@mattrglobal/bbs-signatures'

/** BBS+ of 2020, in WebAssembly. The functions without `bls` take a key that carries its generators, and are no faster. */
export async function bbsPlus({ disclosedIndexes, presentationHeader }) {
  const keyPair = await generateBls12381G2KeyPair()
  const { publicKey } = keyPair
  const nonce = presentationHeader
  return {
    sign: (messages) => blsSign({ keyPair, messages }),
    verify: async (messages, signature) => {
      const { verified } = await blsVerify({ publicKey, signature, messages })
      return verified
    },
    derive: (messages, signature) =>
      blsCreateProof({ publicKey, signature, messages, revealed: disclosedIndexes, nonce }),
    verifyProof: async (messages, proof) => {
      const revealed = disclosedIndexes.map((index) => messages[index])
      const { verified } = await blsVerifyProof({ publicKey, proof, messages: revealed, nonce })
      return verified
    },
  }
}
