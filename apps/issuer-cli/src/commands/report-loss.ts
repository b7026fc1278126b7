import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import type { LossOutput, ReportedLossOutput } from '../desk/operations.ts'
import { ExitCode } from '../exit-code.ts'
import { readTextFile } from '../read-input.ts'
import { confirm } from '../terminal/confirm.ts'
import { parseCount } from '../terminal/parse-option.ts'
import { table } from '../terminal/table.ts'
import { atDesk, contextOf } from './command-context.ts'

interface LossOptions {
  readonly reference?: string
  readonly personFile?: string
  readonly template: string
  readonly secretsLost?: boolean
  readonly yearlyLimit: number
  readonly note?: string
  readonly list?: boolean
  readonly yes?: boolean
}

export function reportLossCommand(): Command {
  return new Command('report-loss')
    .description('declare that a holder lost a device or its secrets: revoke, log, let it register anew')
    .option('--reference <text>', 'whose: your own name for the case')
    .option('--person-file <file>', 'whose: a file with the claim that tells persons apart, - for stdin')
    .option('--template <name>', 'with --person-file: the template', 'bound-resident-id')
    .option('--secrets-lost', 'the holder has no backup: its old pseudonyms end and new ones begin')
    .option('--yearly-limit <n>', 'losses of the secrets a person may have in a year', parseCount, 1)
    .option('--note <text>', 'your own words for the log; kept sealed')
    .option('--list', 'show the log instead')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Check who asks first: a thief may. Every bound credential of the person ends,
of all templates: the device held the secrets of all. Without --secrets-lost
the holder registers again from its backup, and the services it uses know it
again. Then make a new offer.

Example:
  velum-issuer report-loss --reference case-2026-118`,
    )
    .action(async (options: LossOptions, command: Command) => {
      const context = contextOf(command)
      if (options.list) {
        const log = await atDesk(context, (desk) => desk.run('list-losses', {}))
        context.printer.result(log, () => (log.length === 0 ? 'No loss was declared.' : describeLog(log)))
        return
      }
      const target = await readTarget(options)
      const { secretsLost = false, yearlyLimit, note, yes = false } = options
      const message = secretsLost
        ? 'Revoke all bound credentials of this person and let new pseudonyms begin? It cannot be undone.'
        : 'Revoke all bound credentials of this person? It cannot be undone.'
      await confirm({ message, yes, json: context.settings.json })
      const done = await atDesk(context, (desk) =>
        desk.run('report-loss', {
          target,
          kind: secretsLost ? 'secrets' : 'device',
          secretsLossesAYear: yearlyLimit,
          ...(note === undefined ? {} : { note }),
        }),
      )
      context.printer.result(done, () => describe(done))
    })
}

async function readTarget(
  options: LossOptions,
): Promise<{ reference: string } | { template: string; person: string }> {
  const { reference, personFile, template } = options
  if (reference !== undefined && personFile === undefined) return { reference }
  if (reference === undefined && personFile !== undefined) {
    return { template, person: (await readTextFile(personFile)).trim() }
  }
  throw new CliError('usage', 'Name a --reference or a --person-file, one of the two.', {
    exitCode: ExitCode.usage,
  })
}

function describe({ kind, revoked, already, withdrawn, inAYear }: ReportedLossOutput): string {
  return [
    kind === 'device'
      ? `Loss of a device declared, number ${inAYear} within a year. The holder registers again from its backup.`
      : `Loss of the secrets declared, number ${inAYear} within a year. The holder registers again with new ones.`,
    `Revoked, and the chain says so: ${revoked.length}`,
    ...(already.length > 0 ? [`Revoked before: ${already.length}`] : []),
    ...(withdrawn.length > 0 ? [`Offers withdrawn: ${withdrawn.length}`] : []),
    'Make a new offer with `velum-issuer offer`.',
  ].join('\n')
}

function describeLog(log: readonly LossOutput[]): string {
  const rows = log.map(({ reportedAt, kind, template, note = '' }) => [
    reportedAt.slice(0, 16),
    kind,
    template,
    note,
  ])
  return table(['DECLARED', 'LOST', 'TEMPLATE', 'NOTE'], rows)
}
