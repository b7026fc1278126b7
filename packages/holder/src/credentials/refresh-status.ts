import { checkStatus } from '@velum/credential'
import type { WalletWorld } from '../wallet-world.ts'
import { credentialCollection, type StoredCredential } from './stored-credential.ts'

/** Reads the status list, checked against the chain. Without an answer the last one stays, beside the reason. */
export async function readStatus(world: WalletWorld, stored: StoredCredential): Promise<StoredCredential> {
  const { credentialStatus: entry, issuer } = stored.credential
  if (entry === undefined) return stored
  const { resolver, statusSource, now } = world
  const outcome = await checkStatus({ entry, issuer, resolver, statusSource, now })
  const { statusProblem: _, ...rest } = stored
  if (outcome.status === 'unknown') return { ...rest, statusProblem: outcome.reason }
  return { ...rest, status: { outcome: outcome.status, checkedAt: now().toISOString() } }
}

/** Reads the status and stores it. Returns undefined when the credential was deleted meanwhile. */
export async function refreshStatus(
  world: WalletWorld,
  id: string,
  stored: StoredCredential,
): Promise<StoredCredential | undefined> {
  const { status, statusProblem } = await readStatus(world, stored)
  return world.vault.transaction(async (within) => {
    const current = await within.get(credentialCollection, id)
    if (current === undefined) return undefined
    const { status: _, statusProblem: __, ...rest } = current
    const refreshed = { ...rest, ...(status && { status }), ...(statusProblem && { statusProblem }) }
    within.put(credentialCollection, id, refreshed)
    return refreshed
  })
}
