import { join } from 'node:path'
import { type Address, type Chain, parseAddress, type RegisteredAuthority } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import type { RandomOctets } from '../octets.ts'
import type { OwnFolder } from './own-folder.ts'
import { readIfThere, writeSafely } from './safe-file.ts'

/** What a trustee's program works with. */
export interface TrusteeContext {
  readonly chain: Chain
  readonly folder: OwnFolder
  /** Of the folder: shares are encrypted under it. */
  readonly passphrase: string
  readonly now: () => Date
  readonly random: RandomOctets
}

/** Where an account stands in the authority of its folder. */
export interface Standing {
  /** The authority's id. */
  readonly id: string
  readonly authority: RegisteredAuthority
  /** The trustees as the folder's owner accepted them. */
  readonly accepted: readonly Address[]
  /** The account's number; undefined while it has none. */
  readonly trustee: number | undefined
}

export const authorityName = 'authority.json'

/** What a folder keeps of its authority. */
export interface KeptAuthority {
  readonly id: string
  /** The trustees as their owner accepted them: who they are is not believed of a node alone. */
  readonly trustees: readonly Address[]
}

/** Keeps the authority that a folder belongs to, one for good, with its trustees as they are now. Throws AuthorityError
 *  'authority-differs' for another. */
export async function keepAuthority(path: string, { id, trustees }: KeptAuthority): Promise<void> {
  const kept = await keptAuthority(path)
  if (kept !== undefined && kept.id !== id) {
    throw new AuthorityError(
      'authority-differs',
      'This folder belongs to another authority. Make a folder of its own for each, with --dir.',
    )
  }
  await writeSafely(
    join(path, authorityName),
    `${JSON.stringify({ version: 1, id, trustees }, undefined, 2)}\n`,
  )
}

/** The authority that a folder belongs to; undefined while it belongs to none. */
async function keptAuthority(path: string): Promise<KeptAuthority | undefined> {
  const octets = await readIfThere(join(path, authorityName))
  return octets === undefined ? undefined : parseAuthorityFile(octets)
}

/** Throws AuthorityError 'file-malformed'. */
export function parseAuthorityFile(octets: Uint8Array): KeptAuthority {
  try {
    const { version, id, trustees } = JSON.parse(new TextDecoder().decode(octets))
    if (version === 1 && /^0x[0-9a-f]{64}$/.test(id)) return { id, trustees: trustees.map(parseAddress) }
  } catch {
    // As any other text that is none.
  }
  throw new AuthorityError('file-malformed', `The file ${authorityName} was changed. Restore your backup.`)
}

/** Says which authority a folder belongs to, and accepts its trustees as they are, once the chain shows that its account is one. Throws AuthorityError
 *  'authority-unknown', 'not-trustee', 'authority-differs'. */
export async function nameAuthority(
  { chain, folder }: Pick<TrusteeContext, 'chain' | 'folder'>,
  id: string,
): Promise<void> {
  const authority = (await chain.openingRegistry.authority(id)) ?? unknownAuthority()
  const { address } = folder.account
  if (!authority.trustees.includes(address)) notTrustee(address)
  await keepAuthority(folder.path, { id, trustees: authority.trustees })
}

/** Throws AuthorityError 'authority-unnamed' when the folder belongs to none yet, and 'authority-unknown' when the chain has none
 *  of that id. */
export async function standingOf(chain: Chain, path: string, address: Address): Promise<Standing> {
  const kept = await keptAuthority(path)
  if (kept === undefined) {
    throw new AuthorityError(
      'authority-unnamed',
      'This folder belongs to no authority yet. Name yours once: velum-authority join 0x…',
    )
  }
  const { id, trustees: accepted } = kept
  const authority = (await chain.openingRegistry.authority(id)) ?? unknownAuthority()
  const place = authority.trustees.indexOf(address)
  return { id, authority, accepted, trustee: place < 0 ? undefined : place + 1 }
}

/** The same of an account that must be a trustee. Throws AuthorityError 'not-trustee' too. */
export async function trusteeStanding({ chain, folder }: Pick<TrusteeContext, 'chain' | 'folder'>) {
  const standing = await standingOf(chain, folder.path, folder.account.address)
  return { ...standing, trustee: standing.trustee ?? notTrustee(folder.account.address) }
}

function unknownAuthority(): never {
  throw new AuthorityError(
    'authority-unknown',
    'The chain knows no authority of this id. Ask whoever created it for the id, and for its chain.',
  )
}

function notTrustee(address: string): never {
  throw new AuthorityError(
    'not-trustee',
    `Your address ${address} is none of this authority's trustees. Ask whoever created it, or whether you were replaced.`,
  )
}
