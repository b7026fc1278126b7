import { readFile, writeFile } from 'node:fs/promises'
import { checkBackup, makeBackup } from '@velum/authority'
import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { contextOf } from './command-context.ts'

export function backupCommand(): Command {
  return new Command('backup')
    .description('put keys and shares into one file, and try that it opens')
    .requiredOption('--out <file>', 'a new file, best on a medium of its own')
    .addHelpText(
      'after',
      `
The file is encrypted under your passphrase, as the folder is. It is read back
and opened before this says that it is done.

Example:
  velum-authority backup --out my-backup.json`,
    )
    .action(async ({ out }: { readonly out: string }, command: Command) => {
      const { settings, printer } = contextOf(command)
      const text = await makeBackup(settings.dir)
      await writeFile(out, text, { mode: 0o600, flag: 'wx' }).catch((cause) => {
        throw new CliError(
          'file-unwritable',
          `${out} is there already or cannot be written. Name another file.`,
          {
            exitCode: ExitCode.environment,
            cause,
          },
        )
      })
      const passphrase = await readPassphrase({ file: settings.passphraseFile, isNew: false })
      const found = await checkBackup(await readFile(out, 'utf8'), passphrase)
      printer.result({ file: out, ...found }, () =>
        [
          'The backup is made, and it opens with your passphrase:',
          `  file    ${out}`,
          `  holds   the key of ${found.address}, ${found.shares.length} shares`,
          '',
          'Next:',
          '  Take it away from this machine. Keep the passphrase elsewhere.',
          '  After the next key or refresh, make a new one and destroy this.',
        ].join('\n'),
      )
    })
}
