import type { Evidence } from '@velum/exchange'
import { findEvidence } from './openings/find-evidence.ts'
import { sealEvidence } from './seal-evidence.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Seals evidence and keeps it. Resolves once it is durable; rejects with whatever the store rejects with. */
export async function keepEvidence(context: VerifierContext, evidence: Evidence): Promise<void> {
  const { evidence: options } = context.options
  if (options === undefined) throw new TypeError('There is nowhere to keep evidence.')
  const expiresAt = Math.floor(context.now().getTime() / 1000) + options.retentionSeconds
  const { key, store } = options
  await store.add(await sealEvidence({ evidence, expiresAt, key, random: context.random }))
}

/** Reads kept evidence; undefined when there is none, or its time is up.
 *  Throws VerifierError 'evidence-unreadable', and whatever the store rejects with. */
export async function readEvidence(context: VerifierContext, id: string): Promise<Evidence | undefined> {
  const found = await findEvidence(context, id)
  return 'missing' in found ? undefined : found.evidence
}

/** Deletes evidence whose time is up. Resolves to how many pieces there were. */
export async function removeExpiredEvidence(context: VerifierContext): Promise<number> {
  return (await context.options.evidence?.store.removeExpired(context.now())) ?? 0
}
