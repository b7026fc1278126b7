import { writeFile } from 'node:fs/promises'
import { encodePartialFile, inspectCase } from '@velum/authority'
import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { readCase } from '../read-case.ts'
import { confirm } from '../terminal/confirm.ts'
import { parseId } from '../terminal/parse-option.ts'
import { asTrustee, contextOf, now, onChain } from './command-context.ts'
import { describeInspection, inspectionJson } from './inspect.ts'

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
    .option('--out <file>', 'where your part goes (default: part-<trustee>-<number>.json)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Your part is written before your vote goes out, and only the requester can
read it. A vote stands for good. Run again, it gives the same part.

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
      await asTrustee(context, async (trustee) => {
        const approval = await trustee.approve({ requestId, openingCase })
        if (!approval.approved) {
          process.exitCode = ExitCode.refused
          context.printer.result({ approved: false, ...inspectionJson(approval.inspection) }, () =>
            [
              'Nothing was approved, and nothing left this machine: not every check passed.',
              ...describeInspection(approval.inspection, openingCase),
            ].join('\n'),
          )
          return
        }
        const out = options.out ?? `part-${approval.trustee}-${requestId.slice(2, 10)}.json`
        await writeFile(out, encodePartialFile(approval.partial)).catch((cause) => {
          throw new CliError(
            'file-unwritable',
            `You have approved, but your part could not be written to ${out}. Run this again with another --out.`,
            { exitCode: ExitCode.environment, cause },
          )
        })
        context.printer.result(
          { approved: true, trustee: approval.trustee, again: approval.again, file: out },
          () =>
            [
              approval.again
                ? 'You had approved this request already; here is your part once more.'
                : 'You have approved. Your vote is on the chain for everybody to see.',
              `  part  ${out}`,
              '',
              'Next:',
              `  Send this file to the requester: it opens nothing without the parts of`,
              '  others, and only the requester can read it.',
            ].join('\n'),
        )
      })
    })
}
