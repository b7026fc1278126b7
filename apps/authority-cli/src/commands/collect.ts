import { type Collected, collectParts } from '@velum/authority'
import { Command } from 'commander'
import { ExitCode } from '../exit-code.ts'
import { parseId } from '../terminal/parse-option.ts'
import { readText } from '../text-file.ts'
import { trusteesText } from '../words/ceremony-words.ts'
import { checkText } from '../words/inspection-words.ts'
import { partFaultText } from '../words/part-words.ts'
import { asRequester, contextOf } from './command-context.ts'

export function collectCommand(): Command {
  return new Command('collect')
    .description('take the parts that trustees sent you, and check each')
    .argument('<request>', 'its number on the chain, 0x and 64 digits', parseId)
    .argument('[files...]', 'what trustees sent; none: only tell who is missing')
    .addHelpText(
      'after',
      `
Each part must be the one that its trustee announced on the chain. Good ones are
kept, encrypted, in your folder; the files are not needed after that.

Example:
  velum-authority collect 0x0000000000000000000000000000000000000000000000000000000000000001 part-*.json`,
    )
    .action(async (requestId: string, paths: string[], _options: object, command: Command) => {
      const context = contextOf(command)
      const files = await Promise.all(paths.map(async (name) => ({ name, text: await readText(name) })))
      const collected = await asRequester(context, (requester) =>
        collectParts(requester, { requestId, files }),
      )
      if (!collected.collected || collected.files.some(({ taken }) => !taken)) {
        process.exitCode = ExitCode.refused
      }
      const { printer } = context
      if (!collected.collected) {
        const { checks } = collected.inspection
        printer.result({ collected: false, checks }, () =>
          ['Nothing can be checked against the chain yet:', ...checks.map(checkText)].join('\n'),
        )
        return
      }
      printer.result({ ...collected, missing: missingOf(collected) }, () => describe(collected).join('\n'))
    })
}

type Checked = Collected & { readonly collected: true }

const missingOf = ({ have, threshold }: Checked) => Math.max(0, threshold - have.length)

function describe(collected: Checked): string[] {
  const { files, have, threshold, awaited } = collected
  const missing = missingOf(collected)
  return [
    ...files.map(({ name, trustee, ...found }) => {
      const whose = trustee === undefined ? 'nobody’s' : `of trustee ${trustee}`
      return found.taken
        ? `  taken    ${name} (${whose})`
        : `  REFUSED  ${name} (${whose}):\n           ${partFaultText[found.fault]}`
    }),
    `You have ${have.length} of ${threshold} parts${have.length > 0 ? `: ${trusteesText(have)}` : ''}.`,
    ...(awaited.length > 0
      ? [
          `Approved, but no good part yet: ${trusteesText(awaited)}.`,
          `They hand it over once ${threshold} have approved in final blocks.`,
        ]
      : []),
    '',
    'Next:',
    missing === 0
      ? '  Enough. Open with `velum-authority combine`.'
      : `  ${missing} more needed. Ask the trustees; then collect again.`,
  ]
}
