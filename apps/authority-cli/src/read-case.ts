import { type OpeningCase, parseOpeningCase } from '@velum/exchange'
import { readText } from './text-file.ts'

/** Reads the case that a requester handed over. Throws CliError 'file-unreadable', 'file-malformed',
 *  ExchangeError 'case-malformed'. */
export async function readCase(path: string): Promise<OpeningCase> {
  return parseOpeningCase(await readText(path))
}
