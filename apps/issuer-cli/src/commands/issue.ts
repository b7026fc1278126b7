import type { CredentialSuite } from '@velum/credential'
import { offerLink } from '@velum/exchange'
import type { RowProblem } from '@velum/issuer'
import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { readRows } from '../csv/read-rows.ts'
import { requireWritable, writeOffers } from '../csv/write-offers.ts'
import type { Desk } from '../desk/desk.ts'
import type { BulkOutput } from '../desk/operations.ts'
import { ExitCode } from '../exit-code.ts'
import { readTextFile } from '../read-input.ts'
import { cryptosuiteHelp, cryptosuiteOption } from '../terminal/cryptosuite-option.ts'
import { parseCount, parseDuration, parseWebAddress } from '../terminal/parse-option.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import { atDesk, contextOf } from './command-context.ts'

interface IssueOptions {
  readonly csv: string
  readonly template: string
  readonly templateVersion?: number
  readonly job?: string
  readonly skipInvalid?: boolean
  readonly referenceColumn?: string
  readonly expiresIn?: number
  readonly out?: string
  readonly wallet?: string
  readonly cryptosuite: CredentialSuite
}

export function issueCommand(): Command {
  return new Command('issue')
    .description('sign a credential and make an offer for each row of a CSV file')
    .requiredOption('--csv <file>', 'a file whose header names the claims, - for standard input')
    .option('--template <name>', 'the template', 'resident-id')
    .option('--template-version <n>', 'another version than the newest', parseCount)
    .option('--job <name>', 'a row is issued once under this name (default: the template’s)')
    .option('--skip-invalid', 'issue the good rows although others are bad')
    .option('--reference-column <name>', 'a column with your own name for the case, which is no claim')
    .option(
      '--expires-in <time>',
      'how long offers can be claimed: 90m, 24h, 30d (default: 30d)',
      parseDuration,
    )
    .option('--out <file>', 'write the offers of the job that wait for their holders: links and codes')
    .addOption(cryptosuiteOption())
    .option('--wallet <url>', 'a wallet that the links open', parseWebAddress)
    .addHelpText(
      'after',
      `${cryptosuiteHelp}
All rows are checked first; one bad row and nothing is issued, unless
--skip-invalid. Stopped or killed, the same command goes on where it was; a row
is never issued twice under one job. A template that binds its credentials gets
offers only: each is signed when its holder registers.

Example:
  velum-issuer issue --csv residents.csv --out offers.csv`,
    )
    .action(async (options: IssueOptions, command: Command) => {
      const context = contextOf(command)
      const text = await readTextFile(options.csv)
      if (options.out !== undefined) await requireWritable(options.out)
      const job = options.job ?? options.template
      const output = await atDesk(context, async (desk) => {
        const done = await issueRows({ desk, text, job, options, json: context.settings.json })
        if (options.out !== undefined) await handOut({ desk, job, out: options.out, wallet: options.wallet })
        return done
      })
      const { printer } = context
      const { problems, issued, already, signed, finished, rows } = output
      const skipped = new Set(problems.map(({ line }) => line)).size
      for (const problem of problems) printer.note(describeProblem(problem))
      printer.result({ job, rows, issued, already, skipped, problems, signed, finished }, () =>
        [
          signed ? `${issued} of ${rows} rows issued` : `${issued} of ${rows} rows offered`,
          ...(already > 0 ? [`${already} had been issued before`] : []),
          ...(skipped > 0 ? [`${skipped} bad rows skipped`] : []),
        ].join(', '),
      )
      if (!signed) {
        printer.note(
          'Offers only: a credential of this template is bound to its holder, so it is signed when the holder collects it.',
        )
      }
      if (!finished) process.exitCode = ExitCode.interrupted
    })
}

async function issueRows(call: {
  readonly desk: Desk
  readonly text: string
  readonly job: string
  readonly options: IssueOptions
  readonly json: boolean
}): Promise<BulkOutput & { readonly rows: number }> {
  const { desk, text, job, options } = call
  const version = options.templateVersion === undefined ? {} : { version: options.templateVersion }
  const template = await desk.run('find-template', { name: options.template, ...version })
  const { rows, problems } = readRows({ text, template, referenceColumn: options.referenceColumn })
  const total = rows.length + new Set(problems.map(({ line }) => line)).size
  const skipInvalid = options.skipInvalid ?? false
  const bar = createProgressBar(process.stderr, { json: call.json })
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    const output = await desk.run(
      'issue-rows',
      {
        template: template.name,
        version: template.version,
        suite: options.cryptosuite,
        job,
        // With a bad line in the file nothing may be issued: then the rows are only checked.
        rows,
        skipInvalid,
        checkOnly: problems.length > 0 && !skipInvalid,
        ...(options.expiresIn === undefined ? {} : { lifetimeSeconds: options.expiresIn }),
      },
      { onProgress: bar.show, signal: stop.signal },
    )
    const all = [...problems, ...output.problems].sort((a, b) => a.line - b.line)
    if (all.length > 0 && !skipInvalid) throw badRows(all)
    return { ...output, problems: all, rows: total }
  } catch (error) {
    if (!stop.signal.aborted || error instanceof CliError) throw error
    return {
      problems,
      issued: 0,
      already: 0,
      signed: template.binding === undefined,
      finished: false,
      rows: total,
    }
  } finally {
    bar.end()
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

function badRows(problems: readonly RowProblem[]): CliError {
  const lines = new Set(problems.map(({ line }) => line)).size
  return new CliError(
    'rows-invalid',
    `${lines} ${lines === 1 ? 'row is' : 'rows are'} bad. Nothing was issued; mend them or use --skip-invalid.`,
    { exitCode: ExitCode.refused, details: problems.map(describeProblem) },
  )
}

function describeProblem({ line, claim, message }: RowProblem): string {
  return claim === undefined ? `line ${line}: ${message}` : `line ${line}, ${claim}: ${message}`
}

async function handOut(call: {
  readonly desk: Desk
  readonly job: string
  readonly out: string
  readonly wallet: string | undefined
}): Promise<void> {
  const { desk, job, out, wallet } = call
  const offers = await desk.run('job-offers', { job })
  await writeOffers(
    out,
    offers.map(({ offerUri, ...offer }) => ({
      ...offer,
      link: offerLink(wallet === undefined ? { offerUri } : { offerUri, walletUrl: wallet }),
    })),
  )
}
