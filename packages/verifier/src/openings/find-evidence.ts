import type { Evidence } from '@velum/exchange'
import { openEvidence } from '../seal-evidence.ts'
import type { VerifierContext } from '../verifier-context.ts'

/** Why nothing can be asked for: never kept (or deleted), or kept and over. */
export type EvidenceMissing = 'no-evidence' | 'retention-over'

/** Evidence for an opening, or why there is none. Throws VerifierError 'evidence-unreadable', and what the store rejects with. */
export async function findEvidence(
  { options, now }: VerifierContext,
  presentationId: string,
): Promise<{ readonly evidence: Evidence } | { readonly missing: EvidenceMissing }> {
  const stored = await options.evidence?.store.find(presentationId)
  if (options.evidence === undefined || stored === undefined) return { missing: 'no-evidence' }
  if (stored.expiresAt * 1000 <= now().getTime()) return { missing: 'retention-over' }
  return { evidence: await openEvidence(stored, options.evidence.key) }
}
