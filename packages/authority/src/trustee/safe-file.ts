import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Writes a file so that after a power cut there is the old one or the new one, complete; resolves when it is on disk. */
export async function writeSafely(path: string, octets: Uint8Array | string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${basename(path)}.draft`)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(octets)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(folder)
}

/** Removes a file for good, as far as the disk lets it; one that is not there is removed. */
export async function removeSafely(path: string): Promise<void> {
  await rm(path, { force: true })
  await syncFolder(dirname(path)).catch(unlessMissing)
}

/** The octets of a file; undefined when there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(unlessMissing)
}

// A name in a folder is on disk when the folder is.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
