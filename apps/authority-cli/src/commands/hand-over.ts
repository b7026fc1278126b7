import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { parseId } from '../terminal/parse-option.ts'
import { handedOverText, keptText } from '../words/approval-words.ts'
import { asTrustee, contextOf } from './command-context.ts'
import { writePart } from './write-part.ts'

interface HandOverOptions {
  readonly request: string
  readonly out?: string
}

export function handOverCommand(): Command {
  return new Command('hand-over')
    .description('give your part to the requester, once enough have approved')
    .requiredOption('--request <number>', 'its number on the chain, 0x and 64 digits', parseId)
    .option('--out <file>', 'where your part goes (default: part-<trustee>-<number>.json)')
    .addHelpText(
      'after',
      `
Refuses until as many trustees as open together have approved this request, in
final blocks: a part of a request that came to nothing must not be around. The
file is for the requester, who alone can read it. Run again, it is the same.

Example:
  velum-authority hand-over --request 0x0000000000000000000000000000000000000000000000000000000000000001`,
    )
    .action(async ({ request: requestId, out }: HandOverOptions, command: Command) => {
      const context = contextOf(command)
      const handOver = await asTrustee(context, (trustee) => trustee.handOver({ requestId }))
      if (!handOver.handedOver) {
        const { reason } = handOver
        const [message = '', ...details] = keptText(handOver, requestId)
        const exitCode = reason === 'request-expired' ? ExitCode.refused : ExitCode.pending
        throw new CliError(reason, message, { exitCode, details })
      }
      const { trustee, approvals, threshold } = handOver
      const file = await writePart(handOver, out)
      context.printer.result({ trustee, approvals, threshold, file }, () =>
        [
          `${approvals} trustees have approved, for everybody to see. Your part is written.`,
          ...handedOverText(file),
        ].join('\n'),
      )
    })
}
