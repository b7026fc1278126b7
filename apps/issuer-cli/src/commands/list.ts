import type { RecordFilter } from '@velum/issuer'
import { Command, Option } from 'commander'
import type { RecordOutput } from '../desk/operations.ts'
import { suiteWords } from '../terminal/cryptosuite-option.ts'
import { parseCount } from '../terminal/parse-option.ts'
import { table } from '../terminal/table.ts'
import { atDesk, contextOf } from './command-context.ts'

interface ListOptions {
  readonly state?: NonNullable<RecordFilter['state']>
  readonly reference?: string
  readonly job?: string
  readonly limit: number
}

const states = ['open', 'claimed', 'collected', 'locked', 'expired', 'withdrawn']

export function listCommand(): Command {
  return new Command('list')
    .description('list what was offered and issued, newest first')
    .addOption(new Option('--state <state>', 'only offers in this state').choices(states))
    .option('--reference <text>', 'only what was issued under this reference')
    .option('--job <name>', 'only what a bulk job issued')
    .option('--limit <n>', 'at most so many', parseCount, 100)
    .addHelpText('after', '\nExample:\n  velum-issuer list --state collected --limit 20')
    .action(async (options: ListOptions, command: Command) => {
      const context = contextOf(command)
      const { state, reference, job, limit } = options
      const records = await atDesk(context, (desk) =>
        desk.run('list-records', {
          limit,
          ...(state === undefined ? {} : { state }),
          ...(reference === undefined ? {} : { reference }),
          ...(job === undefined ? {} : { job }),
        }),
      )
      context.printer.result(records, () =>
        records.length === 0 ? 'Nothing yet.' : describeRecords(records),
      )
    })
}

function describeRecords(records: readonly RecordOutput[]): string {
  const rows = records.flatMap((record) => {
    const { id, state, reference = '', template, createdAt } = record
    const kind = `${template.name} v${template.version}`
    const start = [id, state, kind, suiteWords(record), reference, createdAt.slice(0, 16)]
    if (record.credentials.length === 0) return [[...start, '', '']]
    return record.credentials.map((credential) => [...start, credential.id, credential.state])
  })
  return table(['OFFER', 'STATE', 'TEMPLATE', 'SUITE', 'REFERENCE', 'MADE', 'CREDENTIAL', 'STATE'], rows)
}
