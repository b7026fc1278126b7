import type { Scalar } from '@velum/curve'
import type { BbsInterface } from './bbs-interface.ts'
import type { Generator } from './generators.ts'
import { ascii, concatenate, integerOctets } from './octets.ts'

/** calculate_domain (§4.2.3): ties a signature to the key, the generators (Q_1 first), the api_id and the header. */
export function calculateDomain(
  { apiId, hashToScalar }: BbsInterface,
  publicKey: Uint8Array,
  generators: readonly Generator[],
  header: Uint8Array,
): Scalar {
  return hashToScalar(
    concatenate(
      publicKey,
      integerOctets(generators.length - 1),
      ...generators.map(({ encoding }) => encoding),
      ascii(apiId),
      integerOctets(header.length),
      header,
    ),
  )
}
