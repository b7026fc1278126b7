import pairingCrypto from '@mattrglobal/pairing-crypto'

const suite = pairingCrypto.bbs.bls12381_sha256

/** Draft 03, in WebAssembly. */
export async function pairingCryptoBbs({ disclosedIndexes, header, presentationHeader }) {
  const { secretKey, publicKey } = await suite.generateKeyPair()
  const disclosed = new Set(disclosedIndexes)
  return {
    sign: (messages) => suite.sign({ secretKey, publicKey, header, messages }),
    verify: async (messages, signature) => {
      const { verified } = await suite.verify({ publicKey, header, signature, messages })
      return verified
    },
    derive: (messages, signature) =>
      suite.deriveProof({
        publicKey,
        header,
        presentationHeader,
        signature,
        // The others do not verify first either.
        verifySignature: false,
        messages: messages.map((value, index) => ({ value, reveal: disclosed.has(index) })),
      }),
    verifyProof: async (messages, proof) => {
      const revealed = Object.fromEntries(disclosedIndexes.map((index) => [index, messages[index]]))
      const { verified } = await suite.verifyProof({
        publicKey,
        header,
        presentationHeader,
        proof,
        messages: revealed,
      })
      return verified
    },
  }
}
