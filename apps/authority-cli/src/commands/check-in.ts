import { Command } from 'commander'
import { asTrustee, contextOf } from './command-context.ts'

export function checkInCommand(): Command {
  return new Command('check-in')
    .description('say on chain that you are there and your machine works')
    .addHelpText(
      'after',
      `
Whoever watches sees from it that enough trustees could still open. Once a
month will do.

Example:
  velum-authority check-in`,
    )
    .action(async (_options: object, command: Command) => {
      const context = contextOf(command)
      const number = await asTrustee(context, (trustee) => trustee.checkIn())
      context.printer.result(
        { trustee: number },
        () =>
          `The chain says that trustee ${number} is there.\n\nNext:\n  velum-authority status shows who else was seen.`,
      )
    })
}
