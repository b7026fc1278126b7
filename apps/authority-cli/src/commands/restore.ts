import { readFile } from 'node:fs/promises'
import { restoreBackup } from '@velum/authority'
import { Command } from 'commander'
import { refused } from '../cli-error.ts'
import { keepDeployment, loadDeployment } from '../load-deployment.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { contextOf } from './command-context.ts'

export function restoreCommand(): Command {
  return new Command('restore')
    .description('make a folder from a backup, such as on a new machine')
    .argument('<file>', 'as backup made it')
    .addHelpText(
      'after',
      `
Use one machine at a time: two with the same key contradict each other.

Example:
  velum-authority --dir restored restore my-backup.json --deployment velum-deployment.json`,
    )
    .action(async (file: string, _options: object, command: Command) => {
      const { settings, printer } = contextOf(command)
      const deployment = await loadDeployment(settings)
      const text = await readFile(file, 'utf8').catch(() => {
        throw refused('file-unreadable', `The file ${file} cannot be read. Check its name.`)
      })
      const passphrase = await readPassphrase({ file: settings.passphraseFile, isNew: false })
      const found = await restoreBackup({ folder: settings.dir, text, passphrase })
      await keepDeployment(settings.dir, deployment)
      printer.result({ folder: settings.dir, ...found }, () =>
        [
          'The backup is restored:',
          `  folder  ${settings.dir}`,
          `  holds   the key of ${found.address}, ${found.shares.length} shares`,
          '',
          'Next:',
          '  velum-authority status says whether your share is the current one.',
        ].join('\n'),
      )
    })
}
