import { createFolder } from '@velum/authority'
import { Command } from 'commander'
import { keepDeployment, loadDeployment } from '../load-deployment.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { contextOf } from './command-context.ts'

export function initCommand(): Command {
  return new Command('init')
    .description('make your key under a passphrase, and show the address to give away')
    .addHelpText('after', '\nExample:\n  velum-authority init --deployment velum-deployment.json')
    .action(async (_options: object, command: Command) => {
      const { settings, printer } = contextOf(command)
      const deployment = await loadDeployment(settings)
      const passphrase = await readPassphrase({ file: settings.passphraseFile, isNew: true })
      const { address } = await createFolder({ folder: settings.dir, passphrase })
      await keepDeployment(settings.dir, deployment)
      printer.result({ address, folder: settings.dir, chain: deployment.name }, () =>
        [
          'Your key is made. It lies encrypted in this folder, and nowhere else:',
          `  folder   ${settings.dir}`,
          `  address  ${address}`,
          '',
          'Next:',
          '  Give the address to whoever creates the authority. It is no secret.',
          '  Ask that it is filled up with a few coins: what you do on chain costs a',
          '  little.',
          '  Keep the passphrase where you keep such things. Without it nobody opens the',
          '  folder, not even you.',
        ].join('\n'),
      )
    })
}
