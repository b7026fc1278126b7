import type { AuthorityEpoch } from '@velum/credential'
import { refuse } from '@velum/exchange'
import { type Chain, createAuthoritySource } from '@velum/registry'
import { eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { identity } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'

/** The authority for whom this issuer's identity records are sealed; null for none. */
export async function readAuthority(queries: Queries): Promise<string | null> {
  const [row] = await queries.select({ authority: identity.authority }).from(identity)
  return row?.authority ?? null
}

/** An authority as the chain has it now. Throws IssuerError 'authority-unknown' when it is not recognised or has no key, RegistryError. */
export async function requireAuthority(chain: Chain, id: string): Promise<AuthorityEpoch> {
  if (!/^0x[0-9a-f]{64}$/.test(id)) {
    throw new IssuerError(
      'authority-unknown',
      'An authority is named by 0x and 64 hexadecimal digits in lower case.',
    )
  }
  const epoch = await createAuthoritySource(chain).current(id)
  if (epoch) return epoch
  throw new IssuerError(
    'authority-unknown',
    'The chain recognises no such authority, or it has not published a key. Check the id.',
  )
}

/** The same for a wallet that waits. Asked anew each time: a wallet asks the chain itself, and an epoch that was remembered here would
 *  be refused there. Throws ExchangeError 'authority-unavailable'. */
export async function currentAuthority({ chain }: IssuerContext, id: string): Promise<AuthorityEpoch> {
  try {
    return await requireAuthority(chain, id)
  } catch (cause) {
    throw refuse('authority-unavailable', { cause })
  }
}

/** Names the authority from now on. What was registered for another one stays with that one. */
export async function storeAuthority(queries: Queries, authority: string | null): Promise<void> {
  await queries.update(identity).set({ authority }).where(eq(identity.id, 1))
}
