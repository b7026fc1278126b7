import {
  bbsChallengeContributionFromProof,
  bbsChallengeContributionFromProtocol,
  bbsGenerateKeyPair,
  bbsGenerateSignatureParams,
  bbsGenProofOfKnowledgeOfSignature,
  bbsInitializeProofOfKnowledgeOfSignature,
  bbsSign,
  bbsVerify,
  bbsVerifyProofOfKnowledgeOfSignature,
  generateChallengeFromBytes,
  initializeWasm,
} from '@docknetwork/crypto-wasm'
import { random } from '../sample.mjs'

/** BBS with parameters of its own, made once beforehand, in WebAssembly. */
export async function cryptoWasm({ messages: { length: count }, disclosedIndexes, presentationHeader }) {
  await initializeWasm()
  const parameters = bbsGenerateSignatureParams(count, random(16))
  const { secret_key: secretKey, public_key: publicKey } = bbsGenerateKeyPair(parameters)
  // The library encodes messages as scalars itself.
  const encode = true
  const revealedIndexes = new Set(disclosedIndexes)
  const revealedOf = (messages) => new Map(disclosedIndexes.map((index) => [index, messages[index]]))
  const challengeOf = (contribution) =>
    generateChallengeFromBytes(Uint8Array.of(...contribution, ...presentationHeader))
  return {
    sign: (messages) => bbsSign(messages, secretKey, parameters, encode),
    verify: (messages, signature) => bbsVerify(messages, signature, publicKey, parameters, encode).verified,
    derive: (messages, signature) => {
      const protocol = bbsInitializeProofOfKnowledgeOfSignature(
        signature,
        parameters,
        messages,
        new Map(),
        revealedIndexes,
        encode,
      )
      const revealed = revealedOf(messages)
      const challenge = challengeOf(
        bbsChallengeContributionFromProtocol(protocol, revealed, parameters, encode),
      )
      return bbsGenProofOfKnowledgeOfSignature(protocol, challenge)
    },
    verifyProof: (messages, proof) => {
      const revealed = revealedOf(messages)
      const challenge = challengeOf(bbsChallengeContributionFromProof(proof, revealed, parameters, encode))
      return bbsVerifyProofOfKnowledgeOfSignature(proof, revealed, challenge, publicKey, parameters, encode)
        .verified
    },
  }
}
