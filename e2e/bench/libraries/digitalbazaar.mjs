import {
  deriveProof,
  generateKeyPair,
  sign,
  verifyProof,
  verifySignature,
} from '@digitalbazaar/bbs-signatures'
import { random } from '../sample.mjs'

/** The current draft, in JavaScript over @noble/curves. */
export async function digitalbazaar({ disclosedIndexes, header, presentationHeader }) {
  const ciphersuite = 'BLS12-381-SHA-256'
  const { publicKey, secretKey } = await generateKeyPair({ seed: random(32), ciphersuite })
  const statement = { ciphersuite, publicKey, header }
  const disclosedMessageIndexes = disclosedIndexes
  return {
    sign: (messages) => sign({ ...statement, secretKey, messages }),
    verify: (messages, signature) => verifySignature({ ...statement, signature, messages }),
    derive: (messages, signature) =>
      deriveProof({ ...statement, presentationHeader, signature, messages, disclosedMessageIndexes }),
    verifyProof: (messages, proof) =>
      verifyProof({
        ...statement,
        presentationHeader,
        proof,
        disclosedMessageIndexes,
        disclosedMessages: disclosedIndexes.map((index) => messages[index]),
      }),
  }
}
