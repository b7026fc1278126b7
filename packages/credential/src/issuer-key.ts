import { DidError, type DidResolver, decodeMultikey, findKey } from '@velum/did'
import type { RejectionReason } from './verdict.ts'

interface FindIssuerKeyOptions {
  issuer: string
  /** The verification method that the proof names. */
  methodId: string
  resolver: DidResolver
}

type IssuerKey = { readonly publicKey: Uint8Array } | { readonly reason: RejectionReason }

/** The BLS key that a proof names, if it is a current assertion key of the issuer: one that was rotated away, or
 *  belongs to somebody else, is not. */
export async function findIssuerKey(options: FindIssuerKeyOptions): Promise<IssuerKey> {
  const { issuer, methodId, resolver } = options
  if (!methodId.startsWith(`${issuer}#`)) return { reason: 'issuer-key-unknown' }
  try {
    const document = await resolver.resolve(issuer)
    const method = findKey({ document, methodId, purpose: 'assertionMethod' })
    if (method?.publicKeyMultibase === undefined) return { reason: 'issuer-key-unknown' }
    const { kind, publicKey } = decodeMultikey(method.publicKeyMultibase)
    return kind === 'Bls12381G2' ? { publicKey } : { reason: 'issuer-key-unknown' }
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
