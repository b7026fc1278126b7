import { Command } from 'commander'
import { parseId } from '../terminal/parse-option.ts'
import { dealersOption, pollOption } from './ceremony-options.ts'
import { asTrustee, contextOf } from './command-context.ts'
import { runCeremony } from './run-ceremony.ts'

interface JoinOptions {
  readonly dealers?: readonly number[]
  readonly poll: number
  readonly abandon?: boolean
}

export function joinCommand(): Command {
  return new Command('join')
    .description('take part in making the key, or in what other trustees have begun')
    .argument('[authority]', 'its id, 0x and 64 digits; once, then this folder knows it', parseId)
    .option('--abandon', 'end what is under way and somebody stalls; accuses nobody')
    .addOption(dealersOption())
    .addOption(pollOption())
    .addHelpText(
      'after',
      `
Stop it whenever you like, or let the power fail: started again, it goes on
where it was. It waits for the other trustees.

Example:
  velum-authority join`,
    )
    .action(async (authority: string | undefined, options: JoinOptions, command: Command) => {
      const context = contextOf(command)
      await asTrustee(context, async (trustee) => {
        if (authority !== undefined) await trustee.belongTo(authority)
        if (options.abandon) {
          const ceremony = await trustee.abandon()
          context.printer.result({ abandoned: ceremony ?? null }, () =>
            ceremony === undefined
              ? 'Nothing is under way that could be ended.'
              : `Ceremony ${ceremony} is ended. Nobody is accused.\n\nNext:\n  Tell the others why. Then everybody runs join again.`,
          )
          return
        }
        await runCeremony(context, trustee, options)
      })
    })
}
