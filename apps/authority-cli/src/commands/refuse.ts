import { Command } from 'commander'
import { confirm } from '../terminal/confirm.ts'
import { parseId } from '../terminal/parse-option.ts'
import { asTrustee, contextOf } from './command-context.ts'

export function refuseCommand(): Command {
  return new Command('refuse')
    .description('vote against a request, with a reason')
    .argument('<request>', 'its number on the chain, 0x and 64 digits', parseId)
    .requiredOption('--reason <text>', 'why; the chain has only its hash')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Example:
  velum-authority refuse 0x0000000000000000000000000000000000000000000000000000000000000001 --reason "The warrant is not signed."`,
    )
    .action(
      async (
        requestId: string,
        options: { readonly reason: string; readonly yes?: boolean },
        command: Command,
      ) => {
        const context = contextOf(command)
        const message = 'Refuse? Your vote stands for good.'
        await confirm({ message, yes: options.yes ?? false, json: context.settings.json })
        const { reason } = options
        const refusal = await asTrustee(context, (trustee) => trustee.refuse({ requestId, reason }))
        const { trustee, file, hash, again } = refusal
        const shown = { trustee, again, file, hash: `0x${Buffer.from(hash).toString('hex')}` }
        context.printer.result(shown, () =>
          [
            again
              ? 'You had refused this request already, with this reason.'
              : 'You have refused. Your vote is on the chain, with the hash of your reason.',
            `  reason  ${file}`,
            '',
            'Next:',
            '  Hand that file to whoever may know the reason: it proves that it is the one.',
          ].join('\n'),
        )
      },
    )
}
