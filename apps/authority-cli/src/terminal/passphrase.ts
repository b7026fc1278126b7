import { readFile } from 'node:fs/promises'
import { isCancel, password } from '@clack/prompts'
import { CliError, refused } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'

/** Gets the passphrase from a file (without the newline at its end) or by asking; never from the command line,
 *  where every program on the machine could read it. With `isNew` it is asked for twice. */
export async function readPassphrase(options: {
  readonly file: string | undefined
  readonly isNew: boolean
}): Promise<string> {
  const { file, isNew } = options
  if (file !== undefined) return readPassphraseFile(file)
  if (!process.stdin.isTTY) {
    throw new CliError(
      'passphrase-missing',
      'There is no terminal to ask: name a file with --passphrase-file.',
      {
        exitCode: ExitCode.usage,
      },
    )
  }
  const first = await ask(isNew ? 'Choose a passphrase, such as five random words' : 'Passphrase')
  if (isNew && (await ask('The same once more')) !== first) {
    throw refused('passphrase-mismatch', 'The two passphrases differ. Start again.')
  }
  return first
}

async function readPassphraseFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new CliError('passphrase-missing', `The passphrase file ${file} cannot be read.`, {
      exitCode: ExitCode.usage,
      cause,
    })
  }
}

async function ask(message: string): Promise<string> {
  const answer = await password({
    message,
    output: process.stderr,
    validate: (value) => (value ? undefined : 'The passphrase must not be empty.'),
  })
  if (isCancel(answer)) {
    throw new CliError('interrupted', 'Stopped.', { exitCode: ExitCode.interrupted })
  }
  return answer
}
