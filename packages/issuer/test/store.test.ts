import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockFolder } from '../src/store/folder-lock.ts'
import { migrations } from '../src/store/migrations.ts'
import { openStore } from '../src/store/open-store.ts'
import * as schema from '../src/store/schema.ts'
import { emptyFolder } from './empty-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await emptyFolder()
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('a store in a folder', () => {
  test('refuses a second owner by name and lets it in after the first closed', async () => {
    const first = await openStore({ dataDir: folder })
    await expect(openStore({ dataDir: folder })).rejects.toMatchObject({ code: 'store-in-use' })
    await first.close()
    const second = await openStore({ dataDir: folder })
    await second.close()
  })

  test('is migrated once: the second opening finds what the first wrote', async () => {
    const first = await openStore({ dataDir: folder })
    await first.database
      .insert(schema.templates)
      .values({ name: 'a', version: 1, document: '{}', createdAt: new Date(0) })
    await first.close()
    const second = await openStore({ dataDir: folder })
    expect(await second.database.select().from(schema.templates)).toEqual([
      { name: 'a', version: 1, document: '{}', createdAt: new Date(0) },
    ])
    await second.close()
  })

  test('refuses a store that a newer release has changed', async () => {
    const first = await openStore({ dataDir: folder })
    await first.database.execute(sql`UPDATE schema_version SET version = 999`)
    await first.close()
    await expect(openStore({ dataDir: folder })).rejects.toMatchObject({ code: 'store-newer' })
  })

  describe('of the rule that a person is another one under each authority', () => {
    beforeEach(async () => {
      const client = await PGlite.create(join(folder, 'pglite'))
      for (const statement of migrations.slice(0, 2).flat()) await client.exec(statement)
      await client.exec(`
        CREATE TABLE schema_version (version integer NOT NULL); INSERT INTO schema_version VALUES (2);
        INSERT INTO templates VALUES ('a', 1, '{}', now());
        INSERT INTO offers (id, template_name, template_version, state, code_hash, created_at, expires_at)
          VALUES ('o', 'a', 1, 'open', '\\x00', now(), now())`)
      await client.close()
    })

    test('is carried over while nobody was offered a bound credential', async () => {
      const store = await openStore({ dataDir: folder })
      expect(await store.database.select().from(schema.offers)).toMatchObject([{ id: 'o' }])
      expect(await store.database.select().from(schema.registrations)).toEqual([])
      await store.close()
    })

    test('is refused otherwise, unchanged: whoever was not recognised would get a second pseudonym', async () => {
      const client = await PGlite.create(join(folder, 'pglite'))
      await client.exec(`UPDATE offers SET person = '\\x01'`)
      await client.close()
      for (const attempt of ['first', 'second']) {
        await expect(openStore({ dataDir: folder }), attempt).rejects.toMatchObject({ code: 'store-older' })
      }
    })
  })

  test('has the columns that the code reads, no more and no fewer', async () => {
    const store = await openStore({ dataDir: folder })
    for (const table of Object.values(schema) as PgTable[]) {
      const { name, columns } = getTableConfig(table)
      const result: unknown = await store.database.execute(
        sql`SELECT column_name FROM information_schema.columns WHERE table_name = ${name} ORDER BY column_name`,
      )
      const inDatabase = (result as { rows: { column_name: string }[] }).rows.map((row) => row.column_name)
      expect(inDatabase, name).toEqual(columns.map((column) => column.name).sort())
    }
    await store.close()
  })
})

describe('the lock of a folder', () => {
  test('goes to exactly one of many that ask at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)))
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
    await Promise.all(results.map((result) => result.status === 'fulfilled' && result.value.release()))
    const lock = await lockFolder(folder)
    await lock.release()
  })

  test('passes on when its owner was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const { pid } = child
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    await writeFile(join(folder, 'owner.1'), JSON.stringify({ pid, started, host: hostname() }))
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'store-in-use' })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    const lock = await lockFolder(folder)
    await lock.release()
  })
})
