import type { Chain } from '@velum/registry'
import { Command } from 'commander'
import { confirm } from '../terminal/confirm.ts'
import { parseId } from '../terminal/parse-option.ts'
import { dealersOption, pollOption } from './ceremony-options.ts'
import { asTrustee, type CommandContext, contextOf } from './command-context.ts'
import { runCeremony } from './run-ceremony.ts'

interface JoinOptions {
  readonly dealers?: readonly number[]
  readonly poll: number
  readonly abandon?: boolean
  readonly yes?: boolean
}

export function joinCommand(): Command {
  return new Command('join')
    .description('take part in making the key, or in what other trustees have begun')
    .argument('[authority]', 'its id, 0x and 64 digits; once, then this folder knows it', parseId)
    .option('--abandon', 'end what is under way and somebody stalls; accuses nobody')
    .option('--yes', 'do not ask')
    .addOption(dealersOption())
    .addOption(pollOption())
    .addHelpText(
      'after',
      `
With the id it shows who the trustees are: compare that with what they told you
themselves. After a replacement, name the id once more.

Stop it whenever you like, or let the power fail: started again, it goes on
where it was. It waits for the other trustees.

Example:
  velum-authority join`,
    )
    .action(async (authority: string | undefined, options: JoinOptions, command: Command) => {
      const context = contextOf(command)
      await asTrustee(context, async (trustee, chain) => {
        if (authority !== undefined) {
          await showTrustees(context, chain, authority, options.yes ?? false)
          await trustee.belongTo(authority)
        }
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

/** Shows with whom one shares a key: a node that lies about them is found here, or not at all. */
async function showTrustees(context: CommandContext, chain: Chain, id: string, yes: boolean): Promise<void> {
  const authority = await chain.openingRegistry.authority(id)
  if (authority === undefined) return
  const { name, threshold, trustees } = authority
  context.printer.note(`${name}: ${threshold} of ${trustees.length} together open. Its trustees:`)
  for (const [i, address] of trustees.entries()) context.printer.note(`  ${i + 1}  ${address}`)
  const message = 'Are these the addresses that the others have told you themselves?'
  await confirm({ message, yes, json: context.settings.json })
}
