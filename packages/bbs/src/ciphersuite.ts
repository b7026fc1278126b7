import type { Expander } from '@velum/curve'
import { BbsError } from './bbs-error.ts'

/** A ciphersuite of draft-irtf-cfrg-bbs-signatures §7.2. */
export type Ciphersuite = 'BLS12-381-SHA-256' | 'BLS12-381-SHAKE-256'

export interface CiphersuiteParameters {
  /** ciphersuite_id of the draft. */
  readonly id: string
  readonly expander: Expander
}

const parameters: Record<Ciphersuite, CiphersuiteParameters> = {
  'BLS12-381-SHA-256': { id: 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_', expander: 'XMD:SHA-256' },
  'BLS12-381-SHAKE-256': { id: 'BBS_BLS12381G1_XOF:SHAKE-256_SSWU_RO_', expander: 'XOF:SHAKE-256' },
}

/** Throws BbsError 'unknown-ciphersuite'. */
export function parametersOf(ciphersuite: Ciphersuite): CiphersuiteParameters {
  if (Object.hasOwn(parameters, ciphersuite)) return parameters[ciphersuite]
  throw new BbsError(
    'unknown-ciphersuite',
    `The ciphersuite must be one of ${Object.keys(parameters).join(', ')}.`,
  )
}

/** api_id of the draft's own Interface (§6.3). */
export const standardApiId = (ciphersuite: Ciphersuite): string => `${parametersOf(ciphersuite).id}H2G_HM2S_`

/** api_id of the Interface for blind signatures (blind draft §4.2). */
export const blindApiId = (ciphersuite: Ciphersuite): string =>
  `${parametersOf(ciphersuite).id}BLIND_H2G_HM2S_`
