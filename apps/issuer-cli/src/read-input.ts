import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { refused } from './cli-error.ts'

/** Reads a text file, or standard input for `-`. Throws CliError 'file-unreadable'. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')
  } catch {
    throw refused('file-unreadable', `The file ${path} cannot be read. Check its name.`)
  }
}

/** Reads JSON from a file, or standard input for `-`. Throws CliError 'file-unreadable' or 'json-invalid'. */
export async function readJsonFile(path: string): Promise<unknown> {
  const content = await readTextFile(path)
  try {
    return JSON.parse(content)
  } catch {
    throw refused('json-invalid', `The file ${path} holds no valid JSON.`)
  }
}
