import { makeRequest } from '@velum/authority'
import { Command } from 'commander'
import { ExitCode } from '../exit-code.ts'
import { readCase } from '../read-case.ts'
import { confirm } from '../terminal/confirm.ts'
import { asRequester, contextOf } from './command-context.ts'
import { describeInspection, inspectionJson } from './inspect.ts'

interface RequestOptions {
  readonly case: string
  readonly answerTo: string
  readonly yes?: boolean
}

export function requestCommand(): Command {
  return new Command('request')
    .description('ask for an opening, in public, with a case that you have')
    .requiredOption('--case <file>', 'the case: evidence, and the document it rests on')
    .requiredOption('--answer-to <text>', 'how the holder can answer you; everybody reads it')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Checks the case first as every trustee will: a request that they would refuse
costs your quota and opens nothing. What opens their parts is made now and lies
encrypted in your folder: keep the folder. Run again, it asks no second time.

Example:
  velum-authority request --case case.json --answer-to "court@harbour.example"`,
    )
    .action(async (options: RequestOptions, command: Command) => {
      const context = contextOf(command)
      const openingCase = await readCase(options.case)
      const message = 'Ask for this opening? The request is public and cannot be taken back.'
      await confirm({ message, yes: options.yes ?? false, json: context.settings.json })
      await asRequester(context, async (requester) => {
        const { answerTo } = options
        const made = await makeRequest(requester, { openingCase, answerTo })
        if (!made.requested) {
          process.exitCode = ExitCode.refused
          context.printer.result({ requested: false, ...inspectionJson(made.inspection) }, () =>
            [
              'Nothing was asked, and nothing left this machine: trustees would refuse.',
              ...describeInspection(made.inspection, openingCase).filter((line) => line !== ''),
            ].join('\n'),
          )
          return
        }
        const { requestId, again, record } = made
        const { opensAt, expiresAt } = record
        context.printer.result({ requested: true, requestId, again, opensAt, expiresAt }, () =>
          [
            again ? 'This request was made before; here it is again.' : 'The request is on the chain.',
            `  request  ${requestId}`,
            `  trustees approve from  ${opensAt.toISOString()}`,
            `  until                  ${expiresAt.toISOString()}`,
            '',
            'Next:',
            '  Send each trustee this number and the case file. What they send back, give',
            '  to `velum-authority collect`.',
          ].join('\n'),
        )
      })
    })
}
