import { deriveProof, generateKeyPair, sign, verify, verifyProof } from '@velum/bbs'

export async function velum({ disclosedIndexes, header, presentationHeader }) {
  const ciphersuite = 'BLS12-381-SHA-256'
  const { secretKey, publicKey } = await generateKeyPair({ ciphersuite })
  const statement = { ciphersuite, publicKey, header }
  return {
    sign: (messages) => sign({ ...statement, secretKey, messages }),
    verify: (messages, signature) => verify({ ...statement, signature, messages }),
    derive: (messages, signature) =>
      deriveProof({ ...statement, presentationHeader, signature, messages, disclosedIndexes }),
    verifyProof: (messages, proof) =>
      verifyProof({
        ...statement,
        presentationHeader,
        proof,
        disclosedIndexes,
        disclosedMessages: disclosedIndexes.map((index) => messages[index]),
        messageCount: messages.length,
      }),
  }
}
