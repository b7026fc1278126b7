import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** Making an empty database takes PGlite seconds, copying one a moment: the copy's source is kept between runs. */
const source = join(tmpdir(), 'velum-test-pglite-0.5.16')

/** A new folder in which a store opens at once. */
export async function emptyFolder(): Promise<string> {
  await stat(source).catch(makeSource)
  const folder = await mkdtemp(join(tmpdir(), 'velum-store-'))
  await cp(source, join(folder, 'pglite'), { recursive: true })
  return folder
}

async function makeSource(): Promise<void> {
  const draft = await mkdtemp(join(tmpdir(), 'velum-pglite-'))
  const database = await PGlite.create(join(draft, 'made'))
  await database.close()
  // Another test file may have been faster: then its folder is as good.
  await rename(join(draft, 'made'), source).catch(() => undefined)
  await rm(draft, { recursive: true, force: true })
}
