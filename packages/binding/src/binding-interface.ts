import { type BbsInterface, type Generator, openInterface } from '@velum/bbs'

/** Ciphersuite of every signature that this package makes or proves about. */
export const ciphersuite = 'BLS12-381-SHA-256'

// No other api_id is this one plus a suffix or a part of it.
const apiId = 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_VELUM_BINDING_V1_H2G_HM2S_'

/** The holder commits to these many messages: holderSecret and nymSecret. */
export const committedCount = 2

/** Interface of the companion signature. (docs/proof-system.md, "Binding") */
export function openBindingInterface(): Promise<BbsInterface> {
  return openInterface({ ciphersuite, apiId })
}

/** Q_1, then the bases of link, handle and the numbers; then Q_2, J_1, J_2, the bases of blind, holderSecret and nymSecret. */
export function bindingGenerators(bbs: BbsInterface, numberCount: number): readonly Generator[] {
  return [...bbs.generators.first(3 + numberCount), ...bbs.blindGenerators.first(committedCount + 1)]
}
