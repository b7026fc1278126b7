import { Command, Option } from 'commander'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { confirm } from '../terminal/confirm.ts'
import { durationText, parseCount, parseDuration } from '../terminal/parse-option.ts'
import { asTrustee, contextOf } from './command-context.ts'

interface CreateOptions {
  readonly name: string
  readonly trustee: readonly string[]
  readonly threshold?: number
  readonly delay: number
  readonly lifetime: number
  readonly quota: number
  readonly quotaPeriod: number
  readonly retention: number
  readonly yes?: boolean
}

const time = (flags: string, description: string, otherwise: string) =>
  new Option(flags, description).argParser(parseDuration).default(parseDuration(otherwise), otherwise)

export function createCommand(): Command {
  return new Command('create')
    .description('register an authority: who its trustees are, and its rules, for good')
    .requiredOption('--name <text>', 'what people call it')
    .requiredOption(
      '--trustee <address>',
      'one for each trustee, in their order',
      (one: string, all: string[]) => [...all, one],
      [] as string[],
    )
    .option('--threshold <number>', 'how many open together (default: more than half)', parseCount)
    .addOption(time('--delay <time>', 'from a request to the first approval, to answer', '7d'))
    .addOption(time('--lifetime <time>', 'for how long trustees may approve then', '60d'))
    .option('--quota <number>', 'requests that one requester has in a period', parseCount, 10)
    .addOption(time('--quota-period <time>', 'that period', '30d'))
    .addOption(time('--retention <time>', 'for how long an old key still opens', '730d'))
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Times are written 30m, 24h or 7d. The rules hold for good: due process is
nothing that changes in silence. Trustees can be replaced later.

Example:
  velum-authority create --name "Harbourtown Court" --trustee 0x1111111111111111111111111111111111111111 --trustee 0x2222222222222222222222222222222222222222 --trustee 0x3333333333333333333333333333333333333333 --threshold 2`,
    )
    .action(async (options: CreateOptions, command: Command) => {
      const context = contextOf(command)
      const { name, trustee: trustees, delay, lifetime, quota, quotaPeriod, retention } = options
      const threshold = options.threshold ?? Math.floor(trustees.length / 2) + 1
      if (trustees.length === 0) {
        throw new CliError('usage', 'Name the trustees: --trustee 0x… for each, in their order.', {
          exitCode: ExitCode.usage,
        })
      }
      if (threshold > trustees.length) {
        throw new CliError(
          'usage',
          `There are ${trustees.length} trustees: ${threshold} cannot open together.`,
          {
            exitCode: ExitCode.usage,
          },
        )
      }
      const rules = {
        delaySeconds: delay,
        lifetimeSeconds: lifetime,
        quota,
        quotaPeriodSeconds: quotaPeriod,
        retentionSeconds: retention,
      }
      const said = [
        `${name}: ${threshold} of ${trustees.length} trustees together open, fewer cannot.`,
        `  Approvals begin ${durationText(delay)} after a request and end ${durationText(lifetime)} later.`,
        `  One requester has ${quota} requests in ${durationText(quotaPeriod)}.`,
        `  An old key opens for ${durationText(retention)} after the next one.`,
      ]
      for (const line of said) context.printer.note(line)
      const message = 'Register it with these rules? They cannot be changed.'
      await confirm({ message, yes: options.yes ?? false, json: context.settings.json })
      const made = await asTrustee(context, (trustee) =>
        trustee.register({ name, trustees, threshold, rules }),
      )
      context.printer.result({ ...made, name, trustees, threshold, rules }, () =>
        [
          'The authority is registered. It has no key yet.',
          `  id  ${made.id}`,
          made.trustee === undefined
            ? '  You are none of its trustees.'
            : `  You are trustee ${made.trustee}.`,
          '',
          'Next:',
          '  Give the id to all trustees. Each runs, with the whole id:',
          `    velum-authority join ${made.id.slice(0, 10)}…`,
          '  All must do so before there is a key; nobody has to be there at the same',
          '  time, but it takes four rounds.',
          '  Ask the accreditor of your chain to recognise the authority.',
        ].join('\n'),
      )
    })
}
