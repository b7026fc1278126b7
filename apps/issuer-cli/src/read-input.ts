import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { refused } from './cli-error.ts'

/** Reads a text file, or standard input for `-`. Throws CliError 'file-unreadable', or 'not-utf8' for text in
 *  another encoding: guessed at, a name would be signed that nobody has. */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await (path === '-' ? buffer(process.stdin) : readFile(path)).catch(() => {
    throw refused('file-unreadable', `The file ${path} cannot be read. Check its name.`)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refused(
      'not-utf8',
      `The file ${path} is not UTF-8. Save it as UTF-8 (in Excel: "CSV UTF-8") and try again.`,
    )
  }
}

/** Reads JSON from a file, or standard input for `-`.
 *  Throws CliError 'file-unreadable', 'not-utf8' or 'json-invalid'. */
export async function readJsonFile(path: string): Promise<unknown> {
  const content = await readTextFile(path)
  try {
    return JSON.parse(content)
  } catch {
    throw refused('json-invalid', `The file ${path} holds no valid JSON.`)
  }
}
