export { BbsError, type BbsErrorCode } from './bbs-error.ts'
export { type BbsInterface, type InterfaceOptions, openInterface } from './bbs-interface.ts'
export {
  type BlindSignOptions,
  blindSign,
  type CommitOptions,
  type CoreBlindSignOptions,
  commit,
  coreBlindSign,
  type VerifyBlindSignatureOptions,
  type VerifyCommitmentOptions,
  verifyBlindSignature,
  verifyCommitment,
} from './blind-signature.ts'
export type { FirstMessages } from './challenge.ts'
export { blindApiId, type Ciphersuite, standardApiId } from './ciphersuite.ts'
export { type Commitment, type CommitmentWithProof, coreCommit, openCommitment } from './commitment.ts'
export { type ComputeBOptions, computeB } from './compute-b.ts'
export { type DeriveProofOptions, deriveProof } from './derive-proof.ts'
export type { Generator, Generators } from './generators.ts'
export {
  type GenerateKeyPairOptions,
  generateKeyPair,
  type KeyPair,
  secretKeyToPublicKey,
} from './key-pair.ts'
export { platformRandom, type RandomOctets } from './octets.ts'
export { pairUp } from './pair-up.ts'
export { type InitialisedProof, type ProofInitOptions, proofInit } from './proof-init.ts'
export { type OpenedProof, type ProofVerifyInitOptions, proofVerifyInit } from './proof-verify-init.ts'
export {
  type CoreVerifyOptions,
  coreVerify,
  type SignOptions,
  sign,
  type VerifyOptions,
  verify,
} from './signature.ts'
export { type VerifyProofOptions, verifyProof } from './verify-proof.ts'
export { type ProofsVerdict, type VerifyProofsOptions, verifyProofs } from './verify-proofs.ts'
