import { readFile, writeFile } from 'node:fs/promises'
import { CliError, refused } from './cli-error.ts'
import { ExitCode } from './exit-code.ts'

/** Reads a text as it is, octet by octet: in UTF-8, with its byte order mark if it begins with one, which no text of ours does. Throws
 *  CliError 'file-unreadable', 'file-malformed'. */
export async function readText(path: string): Promise<string> {
  const octets = await readFile(path).catch(() => {
    throw refused('file-unreadable', `The file ${path} cannot be read. Check its name.`)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    throw refused('file-malformed', `The file ${path} is no text in UTF-8. Take another copy.`)
  }
}

/** Writes a file that is for its owner alone. Throws CliError 'file-unwritable'. */
export async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 }).catch((cause) => {
    throw new CliError('file-unwritable', `The file ${path} cannot be written. Name another place.`, {
      exitCode: ExitCode.environment,
      cause,
    })
  })
}
