import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'

/** As many as a session can still be loaded again. */
const keptPresentations = 16

/** Accounts without an account system: one small file a pseudonym. */
export interface AccountFolder {
  /** Counts a visit, once a presentation, and opens the account at the first. With a reference it notes a deposit. */
  visit(visit: {
    readonly pseudonym: string
    readonly presentationId: string
    readonly reference?: string
  }): Promise<Account>
  /** Sets what the visitor wants to be called; an empty text removes it. Undefined where there is no such account. */
  setNickname(pseudonym: string, nickname: string): Promise<Account | undefined>
  /** All of them, as the service's clerk sees them; the oldest first. */
  list(): Promise<readonly Account[]>
}

/** Opens the folder. One process at a time writes to it. */
export async function openAccountFolder(folder: string, now: () => Date): Promise<AccountFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const waiting = new Map<string, Promise<unknown>>()

  /** Changes to one account come one after the other, or the later would undo the earlier. */
  const inTurn = <Result>(pseudonym: string, change: () => Promise<Result>): Promise<Result> => {
    const result = (waiting.get(pseudonym) ?? Promise.resolve()).then(change, change)
    waiting.set(pseudonym, result)
    void result.catch(() => {}).then(() => waiting.get(pseudonym) === result && waiting.delete(pseudonym))
    return result
  }

  return {
    visit: ({ pseudonym, presentationId, reference }) =>
      inTurn(pseudonym, async () => {
        const at = now().toISOString()
        const known = await read(folder, pseudonym)
        const account = known ?? { pseudonym, firstVisit: at, visits: 0, deposits: [], presentations: [] }
        if (account.presentations.includes(presentationId)) return account
        const changed: Account = {
          ...account,
          visits: account.visits + 1,
          deposits:
            reference === undefined
              ? account.deposits
              : [...account.deposits, { reference, presentationId, at }],
          presentations: [...account.presentations, presentationId].slice(-keptPresentations),
        }
        await write(folder, changed)
        return changed
      }),
    setNickname: (pseudonym, text) =>
      inTurn(pseudonym, async () => {
        const account = await read(folder, pseudonym)
        if (account === undefined) return undefined
        const { nickname: _, ...rest } = account
        const nickname = text.trim().slice(0, 40)
        const changed = nickname === '' ? rest : { ...rest, nickname }
        await write(folder, changed)
        return changed
      }),
    async list() {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
      const found = await Promise.all(names.map((name) => read(folder, name.slice(0, -'.json'.length))))
      return found
        .filter((one) => one !== undefined)
        .toSorted((left, right) => left.firstVisit.localeCompare(right.firstVisit))
    },
  }
}

async function read(folder: string, pseudonym: string): Promise<Account | undefined> {
  const text = await readFile(pathOf(folder, pseudonym), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : (JSON.parse(text) as Account)
}

/** A crash leaves the old account or the new one. */
async function write(folder: string, account: Account): Promise<void> {
  const path = pathOf(folder, account.pseudonym)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(account))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

function pathOf(folder: string, pseudonym: string): string {
  if (!/^[\w-]{64}$/.test(pseudonym)) throw new TypeError('A pseudonym has 64 characters of base64url.')
  return join(folder, `${pseudonym}.json`)
}
