import { DidError, type DidResolver, decodeMultikey, findKey } from '@velum/did'
import { sameBytes } from './bbs-2023-proof-value.ts'
import type { Checklist } from './checklist.ts'
import type { RejectionReason } from './verdict.ts'

interface FindIssuerKeyOptions {
  issuer: string
  /** The verification method that the proof names. */
  methodId: string
  resolver: DidResolver
}

export interface IssuerKey {
  readonly publicKey: Uint8Array
  /** The same as a Multikey. */
  readonly publicKeyMultibase: string
}

/** Checks that the key which a proof names is a current assertion key of the issuer, and the one expected where there is one. */
export async function checkIssuerKey(
  checks: Checklist,
  { expected, ...options }: FindIssuerKeyOptions & { expected?: Uint8Array },
): Promise<IssuerKey> {
  const found = await findIssuerKey(options)
  const key = 'reason' in found ? undefined : found
  checks.check({
    name: 'issuer-key',
    passed: key !== undefined && (expected === undefined || sameBytes(key.publicKey, expected)),
    reason: 'reason' in found ? found.reason : 'issuer-key-unknown',
    expected: 'a current assertion key of the issuer',
    actual: options.methodId,
  })
  return key as IssuerKey
}

/** The BLS key that a proof names, if it is a current assertion key of the issuer: one that was rotated away, or
 *  belongs to somebody else, is not. */
async function findIssuerKey(
  options: FindIssuerKeyOptions,
): Promise<IssuerKey | { reason: RejectionReason }> {
  const { issuer, methodId, resolver } = options
  if (!methodId.startsWith(`${issuer}#`)) return { reason: 'issuer-key-unknown' }
  try {
    const document = await resolver.resolve(issuer)
    const method = findKey({ document, methodId, purpose: 'assertionMethod' })
    if (method?.publicKeyMultibase === undefined) return { reason: 'issuer-key-unknown' }
    const { publicKeyMultibase } = method
    const { kind, publicKey } = decodeMultikey(publicKeyMultibase)
    return kind === 'Bls12381G2' ? { publicKey, publicKeyMultibase } : { reason: 'issuer-key-unknown' }
  } catch (error) {
    if (!(error instanceof DidError)) throw error
    return { reason: reasons[error.code] ?? 'issuer-unknown' }
  }
}

const reasons: Partial<Record<string, RejectionReason>> = {
  'chain-unreachable': 'chain-unreachable',
  'host-unreachable': 'issuer-unreachable',
  'invalid-key': 'issuer-key-unknown',
}
