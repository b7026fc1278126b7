import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { AuthorityError } from '../authority-error.ts'

/** Keeps a folder to one process until released or until the process is gone. */
export interface FolderLock {
  release(): Promise<void>
}

interface Owner {
  readonly pid: number
  /** When the process started, so that a pid given anew to another program is not taken for the owner. */
  readonly started: string
  readonly host: string
}

/** Takes a folder for this process, also after an owner was killed.
 *
 *  Owners are files `owner.1`, `owner.2`, …, and the file system lets only one process create each. Whoever
 *  has created the next number looks again, and backs off when it sees a living owner or a higher number;
 *  so of two that race at most one wins. Only files of dead owners are removed.
 *  Throws AuthorityError 'folder-in-use'. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const before = await owners(folder)
  const alive = before.find((owner) => owner.alive)
  if (alive) throw inUse(folder, alive)
  const number = (before.at(-1)?.number ?? 0) + 1
  const path = join(folder, ownerFile(number))
  await createOwnerFile(folder, path)
  const others = (await owners(folder)).filter((owner) => owner.number !== number)
  const rival = others.find((owner) => owner.alive || owner.number > number)
  if (rival) {
    await rm(path, { force: true })
    throw inUse(folder, rival)
  }
  await Promise.all(others.map((owner) => rm(join(folder, ownerFile(owner.number)), { force: true })))
  return { release: () => rm(path, { force: true }) }
}

interface FoundOwner extends Owner {
  readonly number: number
  readonly alive: boolean
}

/** All owner files that can be read, in ascending order. One that vanished meanwhile was released. */
async function owners(folder: string): Promise<FoundOwner[]> {
  const found: FoundOwner[] = []
  for (const name of await readdir(folder)) {
    const number = Number(/^owner\.(\d+)$/.exec(name)?.[1] ?? 0)
    const owner = number > 0 ? await readOwner(join(folder, name)) : undefined
    if (owner) found.push({ ...owner, number, alive: await isAlive(owner) })
  }
  return found.sort((a, b) => a.number - b.number)
}

function ownerFile(number: number): string {
  return `owner.${number}`
}

/** Complete from its first instant: written aside and linked, which fails when the name is taken. */
async function createOwnerFile(folder: string, path: string): Promise<void> {
  const draft = join(folder, `draft.${process.pid}.${path.slice(path.lastIndexOf('.') + 1)}`)
  const owner: Owner = { pid: process.pid, started: await startOf(process.pid), host: hostname() }
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    await link(draft, path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw inUse(folder)
    throw cause
  } finally {
    await rm(draft, { force: true })
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** An owner on another machine counts as alive: from here nobody can tell. */
async function isAlive(owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) return true
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return (await startOf(owner.pid)) === owner.started
}

/** The start of a process in ticks since boot where the system tells it (Linux), else a constant. */
async function startOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function inUse(folder: string, owner?: Owner): AuthorityError {
  const who =
    owner === undefined
      ? 'another process'
      : `process ${owner.pid}${owner.host === hostname() ? '' : ` on ${owner.host}`}`
  return new AuthorityError(
    'folder-in-use',
    `The folder ${folder} belongs to ${who}. Two at a time could each send what the other does not know of: let the other end first.`,
  )
}
