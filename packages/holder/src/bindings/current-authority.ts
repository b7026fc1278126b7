import type { AuthorityEpoch, AuthoritySource } from '@velum/credential'
import { HolderError } from '../holder-error.ts'
import type { AuthorityView } from './authority-view.ts'

export function authorityView({ id, name, threshold, trustees, epoch }: AuthorityEpoch): AuthorityView {
  return { id, name, threshold, trustees, epoch }
}

/** The authority that an issuer names, by the chain's word. Throws HolderError 'authority-not-current' for one that the
 *  chain does not recognise now and 'epoch-not-current' for an epoch that is not its newest; and what the chain throws. */
export async function requireCurrentAuthority(
  source: AuthoritySource,
  named: { readonly id: string; readonly epoch: number },
): Promise<AuthorityEpoch> {
  const current = await source.current(named.id)
  if (current === undefined) throw authorityNotCurrent()
  if (current.epoch !== named.epoch) throw epochNotCurrent()
  return current
}

export function authorityNotCurrent(): HolderError {
  return new HolderError(
    'authority-not-current',
    'The register does not recognise the authority for which the name would be sealed, so nothing was done.',
  )
}

export function epochNotCurrent(): HolderError {
  return new HolderError(
    'epoch-not-current',
    'The name would be sealed under a key of the authority that is not its newest, so nothing was done.',
  )
}
