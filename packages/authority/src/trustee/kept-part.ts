import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AuthorityError } from '../authority-error.ts'
import { sameOctets } from '../octets.ts'
import type { OwnFolder } from './own-folder.ts'
import { encodePartialFile, type PartialFile, parsePartialFile } from './partial-file.ts'
import { removeSafely } from './safe-file.ts'

export const partFolder = 'approvals'

/** A part in a folder, by its file's name. */
export interface FoundPart {
  readonly requestId: string
  readonly epoch: number
  /** Of the share that it was made with: one of another revision is another part. */
  readonly revision: number
  /** Its file, in the folder. */
  readonly name: string
}

const pattern = /^epoch-(\d+)-revision-(\d+)-(0x[0-9a-f]{64})\.age$/

const nameOf = ({ requestId, epoch, revision }: Omit<FoundPart, 'name'>) =>
  join(partFolder, `epoch-${epoch}-revision-${revision}-${requestId}.age`)

/** Brings a part to disk under the key of the folder: whoever takes the file from there has nothing, the requester included. */
export async function keepPart(
  folder: OwnFolder,
  of: Omit<FoundPart, 'name'>,
  part: PartialFile,
): Promise<void> {
  await folder.write(nameOf(of), new TextEncoder().encode(encodePartialFile(part)))
}

/** The part that was made with the share of this revision; undefined when there is none. Throws AuthorityError 'file-malformed'. */
export async function readPart(
  folder: OwnFolder,
  of: Omit<FoundPart, 'name'>,
): Promise<PartialFile | undefined> {
  const octets = await folder.read(nameOf(of))
  if (!octets) return undefined
  const part = parsePartialFile(new TextDecoder().decode(octets))
  if (part?.requestId === of.requestId) return part
  throw new AuthorityError('file-malformed', `The file ${nameOf(of)} is no part. Restore your backup.`)
}

/** The part that was announced on chain by this hash; undefined when there is none. Throws AuthorityError 'file-malformed'. */
export async function findPart(
  folder: OwnFolder,
  of: { readonly requestId: string; readonly hash: Uint8Array },
): Promise<PartialFile | undefined> {
  for (const found of await listParts(folder.path)) {
    if (found.requestId !== of.requestId) continue
    const part = await readPart(folder, found)
    if (part && sameOctets(part.hash, of.hash)) return part
  }
  return undefined
}

export async function listParts(path: string): Promise<FoundPart[]> {
  const names = await readdir(join(path, partFolder)).catch(() => [])
  return names.sort().flatMap((name) => {
    const [, epoch, revision, requestId] = pattern.exec(name) ?? []
    if (requestId === undefined) return []
    return [{ requestId, epoch: Number(epoch), revision: Number(revision), name: join(partFolder, name) }]
  })
}

/** Removes the parts that `isUseless` says of. */
export async function removeParts(path: string, isUseless: (part: FoundPart) => boolean): Promise<void> {
  for (const part of (await listParts(path)).filter(isUseless)) await removeSafely(join(path, part.name))
}
