import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import type { Address } from '@velum/registry'
import { decryptWith, identityText } from '../age-file.ts'
import { AuthorityError } from '../authority-error.ts'
import { decryptShare, type ShareLabel } from '../ceremony/share-at-rest.ts'
import { lockFolder } from './folder-lock.ts'
import { listParts, partFolder } from './kept-part.ts'
import { decryptKeys, keysName, parseKeysFile } from './own-folder.ts'
import { parsePartialFile } from './partial-file.ts'
import { readIfThere, writeSafely } from './safe-file.ts'
import { listShares, shareFolder } from './share-store.ts'
import { authorityName, parseAuthorityFile } from './trustee-context.ts'

/** What a backup holds, as it was found when it was opened with the passphrase. */
export interface BackupContent {
  readonly address: Address
  /** The authority's id; undefined for a folder that belongs to none yet. */
  readonly authority: string | undefined
  readonly shares: readonly ShareLabel[]
}

const version = 1
const names = [
  /^(keys|authority)\.json$/,
  /^shares\/epoch-\d+-revision-\d+-ceremony-\d+\.json$/,
  /^approvals\/epoch-\d+-revision-\d+-0x[0-9a-f]{64}\.age$/,
  /^refusals\/0x[0-9a-f]{64}\.json$/,
]

/** Makes one file of a folder's keys, shares, parts and reasons, each encrypted as in the folder; what a ceremony under way has drawn is
 *  left out, which an old copy could only contradict. Throws AuthorityError 'folder-empty'. */
export async function makeBackup(folder: string): Promise<string> {
  const files: Record<string, string> = {}
  const shares = (await listShares(folder)).map(({ path }) => path.slice(folder.length + 1))
  const parts = (await listParts(folder)).map(({ name }) => name)
  const reasons = await refusalsIn(folder)
  for (const name of [keysName, authorityName, ...shares, ...parts, ...reasons]) {
    const octets = await readIfThere(join(folder, name))
    if (octets) files[name.replaceAll('\\', '/')] = base64.encode(octets)
  }
  if (files[keysName] === undefined) {
    throw new AuthorityError('folder-empty', `There is no key in ${folder} that could be backed up.`)
  }
  return `${JSON.stringify({ version, files }, undefined, 2)}\n`
}

/** Opens all of a backup with its passphrase, and says what is in it: a backup that was never opened is none. Throws AuthorityError
 *  'file-malformed', 'passphrase-wrong'. */
export async function checkBackup(text: string, passphrase: string): Promise<BackupContent> {
  const files = parse(text)
  const keys = parseKeysFile(files.get(keysName) ?? new Uint8Array()) ?? malformed()
  const { identity } = await decryptKeys(keys, passphrase)
  const shares: ShareLabel[] = []
  for (const [name, octets] of files) {
    if (name.startsWith(`${partFolder}/`)) await openPart(name, octets, identity)
    if (!name.startsWith(`${shareFolder}/`)) continue
    const found = await decryptShare(octets, passphrase)
    if (!found.decrypted) malformed()
    else shares.push(found.label)
  }
  const authority = files.get(authorityName)
  return { address: keys.address, authority: authority && parseAuthorityFile(authority).id, shares }
}

/** Writes a backup into a folder that has no keys, once all of it could be opened with its passphrase. Throws AuthorityError
 *  'file-malformed', 'passphrase-wrong', 'folder-has-keys', 'folder-in-use'. */
export async function restoreBackup(options: {
  readonly folder: string
  readonly text: string
  readonly passphrase: string
}): Promise<BackupContent> {
  const { folder, text, passphrase } = options
  const content = await checkBackup(text, passphrase)
  const lock = await lockFolder(folder)
  try {
    if (await readIfThere(join(folder, keysName))) {
      throw new AuthorityError(
        'folder-has-keys',
        `There is a key in ${folder} already. Restore into another folder.`,
      )
    }
    const files = [...parse(text)]
    // The keys last: with them the folder is one, and complete.
    const ordered = files.sort(([left], [right]) => Number(left === keysName) - Number(right === keysName))
    for (const [name, octets] of ordered) await writeSafely(join(folder, name), octets)
    return content
  } finally {
    await lock.release()
  }
}

async function openPart(name: string, octets: Uint8Array, identity: Uint8Array): Promise<void> {
  const content = await decryptWith(identityText(identity), octets)
  const part = content && parsePartialFile(new TextDecoder().decode(content))
  if (!part || !name.endsWith(`-${part.requestId}.age`)) malformed()
}

function parse(text: string): Map<string, Uint8Array> {
  try {
    const { version: found, files } = JSON.parse(text)
    const entries = Object.entries(files as Record<string, string>)
    // No name leads out of the folder.
    if (found !== version || !entries.every(([name]) => names.some((one) => one.test(name)))) malformed()
    return new Map(entries.map(([name, content]) => [name, base64.decode(content)]))
  } catch {
    return malformed()
  }
}

async function refusalsIn(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, 'refusals')).catch(() => [])
  return found
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => join('refusals', name))
}

function malformed(): never {
  throw new AuthorityError(
    'file-malformed',
    'This is no backup, or it was changed or damaged. Take another copy.',
  )
}
