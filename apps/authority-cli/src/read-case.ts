import { readFile } from 'node:fs/promises'
import { type OpeningCase, parseOpeningCase } from '@velum/exchange'
import { refused } from './cli-error.ts'

/** Reads the case that a requester handed over. Throws CliError 'file-unreadable', ExchangeError 'case-malformed'. */
export async function readCase(path: string): Promise<OpeningCase> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw refused('file-unreadable', `The file ${path} cannot be read. Check its name.`)
  })
  return parseOpeningCase(text)
}
