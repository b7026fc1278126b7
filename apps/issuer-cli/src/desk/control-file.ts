import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How the owner of a store is reached: an address on this machine and a token. Whoever can read the file may
 *  command the issuer, so only its user can. */
export interface ControlFile {
  readonly url: string
  readonly token: string
}

function controlPath(dir: string): string {
  return join(dir, 'control.json')
}

export async function writeControlFile(dir: string, file: ControlFile): Promise<void> {
  const draft = `${controlPath(dir)}.${process.pid}`
  await writeFile(draft, JSON.stringify(file), { mode: 0o600 })
  await rename(draft, controlPath(dir))
}

/** Undefined when no process offers to do commands. It may also be left over from one that was killed. */
export async function readControlFile(dir: string): Promise<ControlFile | undefined> {
  try {
    return JSON.parse(await readFile(controlPath(dir), 'utf8')) as ControlFile
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export async function removeControlFile(dir: string): Promise<void> {
  await rm(controlPath(dir), { force: true })
}
