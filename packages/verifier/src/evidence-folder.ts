import { type FileHandle, link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvidenceStore, StoredEvidence } from './evidence-store.ts'

const headerLength = 8
const abandonedAfterMs = 3_600_000

/** Keeps evidence in a folder, one file a presentation, readable by its owner alone. Several processes may share the folder.
 *  A file is its time of deletion (8 bytes, seconds, big-endian) followed by what is sealed. */
export async function createEvidenceFolder(folder: string): Promise<EvidenceStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    async add(entry) {
      const path = pathOf(folder, entry.id)
      const draft = `${path}.${crypto.randomUUID()}.draft`
      let added = false
      try {
        await writeDurably(draft, encode(entry))
        // Unlike a rename, a link gives way to what is there already: the first entry stays.
        added = (await link(draft, path).then(() => true, unless('EEXIST'))) ?? false
        await syncFolder(folder)
      } catch (error) {
        // The answer will not be accepted, so nothing of it may stay.
        if (added) await unlink(path).catch(unless('ENOENT'))
        throw error
      } finally {
        await unlink(draft).catch(unless('ENOENT'))
      }
    },
    async find(id) {
      if (!isId(id)) return undefined
      const bytes = await readFile(pathOf(folder, id)).catch(unless('ENOENT'))
      return bytes && decode(id, bytes)
    },
    async removeExpired(now) {
      let removed = 0
      for (const name of await readdir(folder)) {
        const path = join(folder, name)
        const expired = name.endsWith('.evidence') && (await hasExpired(path, now))
        // A draft that is being written lives for milliseconds; an old one is what a crash left behind.
        const abandoned = name.endsWith('.draft') && (await isAbandoned(path, now))
        if (expired || abandoned) await unlink(path).catch(unless('ENOENT'))
        if (expired) removed += 1
      }
      if (removed > 0) await syncFolder(folder)
      return removed
    },
  }
}

function isId(id: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(id)
}

function pathOf(folder: string, id: string): string {
  if (!isId(id)) throw new TypeError('Evidence is kept under the id of a presentation, 0x and 64 digits.')
  return join(folder, `${id.slice(2)}.evidence`)
}

function encode({ expiresAt, sealed }: StoredEvidence): Uint8Array {
  const bytes = new Uint8Array(headerLength + sealed.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(expiresAt))
  bytes.set(sealed, headerLength)
  return bytes
}

function decode(id: string, bytes: Uint8Array): StoredEvidence | undefined {
  const expiresAt = readExpiry(bytes)
  return expiresAt === undefined
    ? undefined
    : { id, expiresAt, sealed: Uint8Array.from(bytes.subarray(headerLength)) }
}

function readExpiry(bytes: Uint8Array): number | undefined {
  if (bytes.length < headerLength) return undefined
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
}

async function hasExpired(path: string, now: Date): Promise<boolean> {
  const file = await open(path, 'r').catch(unless('ENOENT'))
  if (file === undefined) return false
  const header = await closing(file, () => file.read(Buffer.alloc(headerLength), 0, headerLength, 0))
  const expiresAt = header.bytesRead === headerLength ? readExpiry(header.buffer) : undefined
  return expiresAt !== undefined && expiresAt * 1000 <= now.getTime()
}

async function isAbandoned(path: string, now: Date): Promise<boolean> {
  const entry = await stat(path).catch(unless('ENOENT'))
  return entry !== undefined && entry.mtimeMs + abandonedAfterMs <= now.getTime()
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  await closing(file, async () => {
    await file.writeFile(bytes)
    await file.sync()
  })
}

/** A new name in a folder survives a crash of the machine only once the folder itself is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await closing(handle, () => handle.sync())
}

async function closing<Result>(file: FileHandle, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use()
  } finally {
    await file.close()
  }
}

function unless(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error
    return undefined
  }
}
