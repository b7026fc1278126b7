import { confirm as ask, isCancel } from '@clack/prompts'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'

/** Asks before something that cannot be taken back, where somebody sits at the terminal; a script is not asked.
 *  Throws CliError 'interrupted' when the answer is no. */
export async function confirm(options: {
  readonly message: string
  readonly yes: boolean
  readonly json: boolean
}): Promise<void> {
  if (options.yes || options.json || !process.stdin.isTTY) return
  const answer = await ask({ message: options.message, initialValue: false, output: process.stderr })
  if (isCancel(answer) || !answer) {
    throw new CliError('interrupted', 'Nothing was done.', { exitCode: ExitCode.interrupted })
  }
}
