import { type TrusteeStatus, trusteeStatus } from '@velum/authority'
import { Command, Option } from 'commander'
import { ExitCode } from '../exit-code.ts'
import { durationText, parseDuration } from '../terminal/parse-option.ts'
import { table } from '../terminal/table.ts'
import { contextOf, now, onChain } from './command-context.ts'

export function statusCommand(): Command {
  return new Command('status')
    .description('how the authority stands: key, your share, who was seen when')
    .addOption(
      new Option('--within <time>', 'who did nothing for so long counts as not seen')
        .argParser(parseDuration)
        .default(parseDuration('30d'), '30d'),
    )
    .addHelpText(
      'after',
      `
Exit code 5 is an alarm: fewer trustees were seen than it takes to open, or
your own share is missing. Needs no passphrase.

Example:
  velum-authority status`,
    )
    .action(async ({ within }: { readonly within: number }, command: Command) => {
      const context = contextOf(command)
      const folder = context.settings.dir
      const status = await onChain(context, (chain) =>
        trusteeStatus({ chain, folder, now, seenWithinSeconds: within }),
      )
      const alarms = alarmsOf(status, within)
      const { balance, ...rest } = status
      context.printer.result({ ...rest, balance: balance.toString(), alarms }, () =>
        [
          ...describe(status),
          ...(alarms.length > 0 ? ['', ...alarms.map((alarm) => `ALARM: ${alarm}`)] : []),
        ].join('\n'),
      )
      if (alarms.length > 0) process.exitCode = ExitCode.alarm
    })
}

function alarmsOf({ authority, share, trustee, enough, trustees }: TrusteeStatus, within: number): string[] {
  const seen = trustees.filter(({ lately }) => lately).length
  return [
    ...(share && trustee !== undefined && !share.held
      ? ['Your share of the current key is not in this folder. Restore your backup, or ask for a refresh.']
      : []),
    ...(authority.epoch > 0 && !enough
      ? [
          `Only ${seen} of the ${authority.threshold} trustees that it takes were seen in ${durationText(within)}. Call the others: who is there runs check-in.`,
        ]
      : []),
  ]
}

function describe(status: TrusteeStatus): string[] {
  const { address, balance, authority, trustee, share, ceremony, unfinished, trustees } = status
  const { name, id, threshold, epoch, rules } = authority
  const rows = trustees.map((one) => [
    one.trustee === trustee ? `${one.trustee} (you)` : String(one.trustee),
    one.address,
    one.seen === undefined
      ? 'never'
      : `${one.seen.toISOString().slice(0, 16).replace('T', ' ')}${one.lately ? '' : '  long ago'}`,
  ])
  return [
    `${name}: ${threshold} of ${trustees.length} trustees together open.`,
    `  id       ${id}`,
    `  rules    approvals begin ${durationText(rules.delaySeconds)} after a request, for ${durationText(rules.lifetimeSeconds)}`,
    `           ${rules.quota} requests of one requester in ${durationText(rules.quotaPeriodSeconds)}; old keys open for ${durationText(rules.retentionSeconds)}`,
    epoch === 0
      ? '  key      none yet: every trustee runs join'
      : `  key      epoch ${epoch}, shares renewed ${share?.revision ?? 0} times`,
    trustee === undefined
      ? '  you      are none of its trustees'
      : `  you      are trustee ${trustee}; ${share === undefined ? 'there are no shares yet' : share.held ? 'your share is here' : 'your share is NOT here'}`,
    `  account  ${address}${balance === 0n ? ', EMPTY: ask for a few coins' : ''}`,
    ...(ceremony
      ? [
          `  now      ceremony ${ceremony.ceremony} for epoch ${ceremony.epoch} is under way (begun by trustee ${ceremony.by}): run join`,
        ]
      : unfinished
        ? ['  now      a ceremony of yours is not finished here: run join']
        : []),
    '',
    table(['trustee', 'address', 'seen (UTC)'], rows),
  ]
}
