import { inspectCase } from '@velum/authority'
import { Command } from 'commander'
import { ExitCode } from '../exit-code.ts'
import { readCase } from '../read-case.ts'
import { confirm } from '../terminal/confirm.ts'
import { parseId } from '../terminal/parse-option.ts'
import { elsewhereText, handedOverText, keptText } from '../words/approval-words.ts'
import { asTrustee, contextOf, now, onChain } from './command-context.ts'
import { describeInspection, inspectionJson } from './inspect.ts'
import { writePart } from './write-part.ts'

interface ApproveOptions {
  readonly case: string
  readonly out?: string
  readonly yes?: boolean
}

export function approveCommand(): Command {
  return new Command('approve')
    .description('inspect a case, make your part of the opening, and vote for it')
    .argument('<request>', 'its number on the chain, 0x and 64 digits', parseId)
    .requiredOption('--case <file>', 'what the requester handed over')
    .option('--out <file>', 'where it goes if yours was the last (default: part-….json)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Your part is in your folder before your vote goes out, and stays there until as
many have approved as open together. Was yours the last one, it is written at
once; else hand it over later. A vote stands for good.

Example:
  velum-authority approve 0x0000000000000000000000000000000000000000000000000000000000000001 --case case.json`,
    )
    .action(async (requestId: string, options: ApproveOptions, command: Command) => {
      const context = contextOf(command)
      const openingCase = await readCase(options.case)
      if (!options.yes && !context.settings.json) {
        const found = await onChain(context, (chain) => inspectCase({ chain, openingCase, requestId, now }))
        for (const line of describeInspection(found, openingCase)) context.printer.note(line)
        const message = 'Approve? Your vote stands for good.'
        if (found.passed) await confirm({ message, yes: false, json: false })
      }
      const approval = await asTrustee(context, (trustee) => trustee.approve({ requestId, openingCase }))
      const { printer } = context
      if (!approval.approved) {
        const { inspection, elsewhere } = approval
        process.exitCode = ExitCode.refused
        printer.result(
          { approved: false, ...inspectionJson(inspection), ...(elsewhere && { elsewhere }) },
          () =>
            (elsewhere
              ? elsewhereText(elsewhere)
              : [
                  'Nothing was approved, and nothing left this machine: not every check passed.',
                  ...describeInspection(inspection, openingCase),
                ]
            ).join('\n'),
        )
        return
      }
      const { trustee, again, handOver } = approval
      const { handedOver, approvals, threshold } = handOver
      const file = handedOver ? await writePart(handOver, options.out) : undefined
      const counts = { handedOver, approvals, threshold }
      printer.result({ approved: true, trustee, again, ...counts, ...(file !== undefined && { file }) }, () =>
        [
          again
            ? 'You had approved this request already.'
            : 'You have approved. Your vote is on the chain for everybody to see.',
          ...(handOver.handedOver
            ? [
                `With it there are the ${threshold} that it takes: your part is written.`,
                ...handedOverText(file ?? ''),
              ]
            : keptText(handOver, requestId)),
        ].join('\n'),
      )
    })
}
