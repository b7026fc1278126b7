import type { AuthorityEpoch } from '@velum/credential'
import type { IssuerContext } from '../issuer-context.ts'
import { publishProfiles, renewProfiles } from '../profiles/publish-profiles.ts'
import { readAuthority, requireAuthority, storeAuthority } from './issuer-authority.ts'

/** Names the opening authority for whom identity records are sealed from now on, or none, and publishes the profiles of all bound
 *  templates anew. Credentials made for the authority before stay as they are; their holders register again under the new one,
 *  with the secrets that they have: a person's pseudonyms know no authority.
 *  Throws IssuerError 'authority-unknown' before anything is stored, 'publication-failed', or RegistryError. */
export async function setAuthority(
  context: IssuerContext,
  id: string | null,
): Promise<AuthorityEpoch | undefined> {
  const authority = id === null ? undefined : await requireAuthority(context.chain, id)
  await storeAuthority(context.database, id)
  await renewProfiles(context)
  await publishProfiles(context)
  return authority
}

/** The authority of this issuer as the chain has it now; undefined when it has none.
 *  Throws IssuerError 'authority-unknown' when the chain no longer recognises it, or RegistryError. */
export async function showAuthority(context: IssuerContext): Promise<AuthorityEpoch | undefined> {
  const id = await readAuthority(context.database)
  return id === null ? undefined : requireAuthority(context.chain, id)
}
