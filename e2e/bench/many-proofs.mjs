import { deriveProof, generateKeyPair, sign, verifyProof } from '@velum/bbs'
import { createSample } from './sample.mjs'

/** Proofs of different signatures under one key, 30 messages, half disclosed, as `verifyProof` takes them. */
export async function createProofs(count) {
  const ciphersuite = 'BLS12-381-SHA-256'
  const { secretKey, publicKey } = await generateKeyPair({ ciphersuite })
  const proofs = []
  while (proofs.length < count) {
    const { messages, disclosedIndexes, header, presentationHeader } = createSample(30)
    const statement = { ciphersuite, publicKey, header }
    const signature = await sign({ ...statement, secretKey, messages })
    const proof = await deriveProof({
      ...statement,
      presentationHeader,
      signature,
      messages,
      disclosedIndexes,
    })
    const disclosedMessages = disclosedIndexes.map((index) => messages[index])
    const messageCount = messages.length
    proofs.push({
      ...statement,
      presentationHeader,
      proof,
      disclosedIndexes,
      disclosedMessages,
      messageCount,
    })
  }
  return proofs
}

/** Whether all hold, one by one. */
export async function verifyOneByOne(proofs) {
  for (const proof of proofs) if (!(await verifyProof(proof))) return false
  return true
}
