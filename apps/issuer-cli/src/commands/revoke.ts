import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { confirm } from '../terminal/confirm.ts'
import { atDesk, contextOf } from './command-context.ts'

interface RevokeOptions {
  readonly reference?: string
  readonly yes?: boolean
}

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('take credentials back for good, and withdraw offers that nobody claimed')
    .argument('[id...]', 'credentials or offers, as `list` shows them')
    .option('--reference <text>', 'everything issued under this reference')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nAll or nothing; done when the chain says so.\n\nExample:\n  velum-issuer revoke --reference case-2026-118',
    )
    .action(async (ids: readonly string[], options: RevokeOptions, command: Command) => {
      const context = contextOf(command)
      const { json } = context.settings
      const { reference } = options
      if ((reference === undefined) === (ids.length === 0)) {
        throw new CliError('usage', 'Name credentials or a --reference, one of the two.', {
          exitCode: ExitCode.usage,
        })
      }
      const target = reference === undefined ? { ids } : { reference }
      const what = reference === undefined ? `${ids.length} of them` : 'everything under this reference'
      await confirm({ message: `Revoke ${what}? It cannot be undone.`, yes: options.yes ?? false, json })
      const done = await atDesk(context, (desk) => desk.run('revoke', target))
      context.printer.result(done, () =>
        [
          ...(done.revoked.length > 0 ? [`Revoked, and the chain says so: ${done.revoked.length}`] : []),
          ...(done.already.length > 0 ? [`Revoked before: ${done.already.length}`] : []),
          ...(done.withdrawn.length > 0 ? [`Offers withdrawn: ${done.withdrawn.length}`] : []),
        ].join('\n'),
      )
    })
}
