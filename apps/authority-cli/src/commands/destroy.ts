import { Command } from 'commander'
import { confirm } from '../terminal/confirm.ts'
import { asTrustee, contextOf } from './command-context.ts'

export function destroyCommand(): Command {
  return new Command('destroy')
    .description('destroy your shares of keys whose time is over, and say so on chain')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Only keys whose retention is over by the authority's rules. Copies elsewhere it
does not reach: destroy backups of that time yourself.

Example:
  velum-authority destroy`,
    )
    .action(async ({ yes = false }: { readonly yes?: boolean }, command: Command) => {
      const context = contextOf(command)
      const message = 'Destroy shares of keys whose retention is over? Nobody brings them back.'
      await confirm({ message, yes, json: context.settings.json })
      const destroyed = await asTrustee(context, (trustee) => trustee.destroyRetired())
      context.printer.result({ destroyed }, () =>
        destroyed.length === 0
          ? 'There is nothing to destroy: no key has outlived its retention, or you have said so already.'
          : [
              ...destroyed.flatMap(({ epoch, shares, keptParts }) => [
                `Epoch ${epoch}: ${shares} shares destroyed, and said so on chain.`,
                ...keptParts.flatMap((requestId) => [
                  'Your part of a request that enough approved stays until that is closed:',
                  `  ${requestId}`,
                ]),
              ]),
              '',
              'Next:',
              '  Destroy backups of that time, and make a new one.',
            ].join('\n'),
      )
    })
}
