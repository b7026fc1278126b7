import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AuthorityError } from '../authority-error.ts'
import { decryptShare, encryptShare, readShareLabel, type ShareLabel } from '../ceremony/share-at-rest.ts'
import { sameOctets } from '../octets.ts'
import type { TrusteeShare } from '../trustee-share.ts'
import { readIfThere, removeSafely, writeSafely } from './safe-file.ts'
import type { TrusteeContext } from './trustee-context.ts'

export const shareFolder = 'shares'

/** A share in a folder, by what stands beside it in the clear. */
export interface FoundShare {
  readonly label: ShareLabel
  /** Number of the ceremony that it comes from. */
  readonly ceremony: number
  /** Its file. */
  readonly path: string
}

interface ShareOfCeremony {
  readonly label: ShareLabel
  readonly ceremony: number
}

const pathOf = (folder: string, { label, ceremony }: ShareOfCeremony) =>
  join(folder, shareFolder, `epoch-${label.epoch}-revision-${label.revision}-ceremony-${ceremony}.json`)

/** Brings a share to disk, encrypted under the passphrase; returns its file. The same share of the same ceremony is stored once. */
export async function storeShare(
  { folder, passphrase }: TrusteeContext,
  of: ShareOfCeremony,
  share: TrusteeShare,
): Promise<string> {
  const path = pathOf(folder.path, of)
  if (await readIfThere(path)) return path
  await writeSafely(path, await encryptShare({ label: of.label, share }, passphrase, folder.work))
  return path
}

/** The shares of a folder, in the order of epochs, revisions and ceremonies. */
export async function listShares(folder: string): Promise<FoundShare[]> {
  const place = join(folder, shareFolder)
  await mkdir(place, { recursive: true, mode: 0o700 })
  const found: FoundShare[] = []
  for (const name of await readdir(place)) {
    const ceremony = Number(/^epoch-\d+-revision-\d+-ceremony-(\d+)\.json$/.exec(name)?.[1])
    const path = join(place, name)
    const octets = Number.isNaN(ceremony) ? undefined : await readIfThere(path)
    const label = octets && readShareLabel(octets)
    if (label) found.push({ label, ceremony, path })
  }
  const order = ({ label, ceremony }: FoundShare) => [label.epoch, label.revision, ceremony] as const
  return found.sort((left, right) => {
    const [one, other] = [order(left), order(right)]
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]
  })
}

/** The share that belongs to these verification shares; undefined when the folder has none. Throws AuthorityError 'file-malformed'
 *  when its file was changed. */
export async function loadShare(
  { folder, passphrase }: Pick<TrusteeContext, 'folder' | 'passphrase'>,
  of: {
    readonly authority: string
    readonly epoch: number
    readonly verificationShares: readonly Uint8Array[]
  },
): Promise<TrusteeShare | undefined> {
  for (const { label, path } of (await listShares(folder.path)).reverse()) {
    if (label.authority !== of.authority || label.epoch !== of.epoch) continue
    const found = await decryptShare((await readIfThere(path)) ?? new Uint8Array(), passphrase)
    if (!found.decrypted) {
      throw new AuthorityError(
        'file-malformed',
        `The share in ${path} was changed or damaged. Restore your backup.`,
      )
    }
    const { verificationShares } = found.share
    const same =
      verificationShares.length === of.verificationShares.length &&
      verificationShares.every((share, i) => sameOctets(share, of.verificationShares[i] ?? new Uint8Array()))
    if (same) return found.share
  }
  return undefined
}

/** Removes the shares of an epoch, but for those of one ceremony. */
export async function removeShares(folder: string, epoch: number, except?: number): Promise<FoundShare[]> {
  const stale = (await listShares(folder)).filter(
    ({ label, ceremony }) => label.epoch === epoch && ceremony !== except,
  )
  for (const { path } of stale) await removeSafely(path)
  return stale
}
