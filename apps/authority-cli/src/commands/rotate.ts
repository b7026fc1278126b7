import { Command } from 'commander'
import { confirm } from '../terminal/confirm.ts'
import { pollOption } from './ceremony-options.ts'
import { asTrustee, contextOf } from './command-context.ts'
import { runCeremony } from './run-ceremony.ts'

export function rotateCommand(): Command {
  return new Command('rotate')
    .description('begin the key of the next epoch; the others run join')
    .addOption(pollOption())
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
What is presented from then on is sealed for the new key. The old one opens
what was sealed for it until its retention is over.

Example:
  velum-authority rotate`,
    )
    .action(async (options: { readonly poll: number; readonly yes?: boolean }, command: Command) => {
      const context = contextOf(command)
      const message = 'Begin a new key? All trustees must take part.'
      await confirm({ message, yes: options.yes ?? false, json: context.settings.json })
      await asTrustee(context, (trustee) =>
        runCeremony(context, trustee, { poll: options.poll, begin: 'next-epoch' }),
      )
    })
}
