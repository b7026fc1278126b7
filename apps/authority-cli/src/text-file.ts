import { readFile, writeFile } from 'node:fs/promises'
import { CliError, refused } from './cli-error.ts'
import { ExitCode } from './exit-code.ts'

/** Throws CliError 'file-unreadable'. */
export async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw refused('file-unreadable', `The file ${path} cannot be read. Check its name.`)
  })
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
