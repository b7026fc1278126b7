import { Command } from 'commander'
import { confirm } from '../terminal/confirm.ts'
import { parseCount } from '../terminal/parse-option.ts'
import { dealersOption, pollOption } from './ceremony-options.ts'
import { asTrustee, contextOf } from './command-context.ts'
import { runCeremony } from './run-ceremony.ts'

interface RefreshOptions {
  readonly epoch?: number
  readonly dealers?: readonly number[]
  readonly poll: number
  readonly yes?: boolean
}

export function refreshCommand(): Command {
  return new Command('refresh')
    .description('begin new shares of a key that stays; the others run join')
    .option('--epoch <number>', 'of the key (default: the current one)', parseCount)
    .addOption(dealersOption())
    .addOption(pollOption())
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
For when a trustee was replaced or lost its share, or somebody may have seen
one: old shares go with no new one. Backups of before open nothing afterwards.

Example:
  velum-authority refresh`,
    )
    .action(async (options: RefreshOptions, command: Command) => {
      const context = contextOf(command)
      const { epoch, dealers, poll, yes = false } = options
      await confirm({
        message: 'Begin new shares? All trustees must take part.',
        yes,
        json: context.settings.json,
      })
      await asTrustee(context, (trustee) =>
        runCeremony(context, trustee, {
          poll,
          ...(dealers && { dealers }),
          begin: { refresh: epoch ?? 'current' },
        }),
      )
    })
}
