import { Argument, Command } from 'commander'
import { CliError } from '../cli-error.ts'
import type { ProvenRecordOutput } from '../desk/operations.ts'
import { ExitCode } from '../exit-code.ts'
import { atDesk, contextOf } from './command-context.ts'

export function recordsCommand(): Command {
  return new Command('records')
    .description('the sealed identity records of bound credentials: how many, and how far')
    .addCommand(anchorCommand())
    .addCommand(proveCommand())
    .addCommand(verifyCommand())
    .addCommand(publishCommand())
    .addHelpText('after', '\nExample:\n  velum-issuer records')
    .action(async (_options: object, command: Command) => {
      const context = contextOf(command)
      const summary = await atDesk(context, (desk) => desk.run('summarise-records', {}))
      const { anchored, pending, batches, newestEpoch, published, publishes, losses } = summary
      context.printer.result(summary, () =>
        [
          `anchored   ${anchored} in ${batches} ${batches === 1 ? 'batch' : 'batches'}${newestEpoch === undefined ? '' : `, newest epoch ${newestEpoch}`}`,
          `pending    ${pending}`,
          `published  ${published}; new ones ${publishes ? 'are published where holders agree' : 'are not published'}`,
          `losses     ${losses.device} of a device, ${losses.secrets} of the secrets`,
        ].join('\n'),
      )
    })
}

function anchorCommand(): Command {
  return new Command('anchor')
    .description('put the Merkle root of all waiting records on the chain now')
    .addHelpText(
      'after',
      '\nThe service does so by itself; roots that the chain lost are sent again.\n\nExample:\n  velum-issuer records anchor',
    )
    .action(async (_options: object, command: Command) => {
      const context = contextOf(command)
      const done = await atDesk(context, (desk) => desk.run('anchor-records', {}))
      context.printer.result(done, () =>
        [
          done.anchored === 0 ? 'No record waits.' : `Anchored ${done.anchored} records.`,
          ...(done.published === 0 ? [] : [`Published ${done.published} of them, as their holders agreed.`]),
        ].join('\n'),
      )
    })
}

function proveCommand(): Command {
  return new Command('prove')
    .description('prove that the records under a reference are anchored; names nobody')
    .argument('<reference>', 'your own name for the case')
    .addHelpText('after', '\nExample:\n  velum-issuer records prove case-2026-118')
    .action(async (reference: string, _options: object, command: Command) => {
      const context = contextOf(command)
      const records = await atDesk(context, (desk) => desk.run('prove-records', { reference }))
      context.printer.result(records, () => records.map(describe).join('\n\n'))
    })
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('compare every sealed record with the roots on the chain')
    .addHelpText('after', '\nExample:\n  velum-issuer records verify')
    .action(async (_options: object, command: Command) => {
      const context = contextOf(command)
      const { intact, pending, broken } = await atDesk(context, (desk) => desk.run('verify-records', {}))
      if (broken.length > 0) {
        throw new CliError(
          'records-broken',
          `The chain contradicts ${broken.length} records. Run \`records anchor\` in case it lost their roots; restore the store from a backup if that does not mend it.`,
          { exitCode: ExitCode.refused, details: broken },
        )
      }
      context.printer.result(
        { intact, pending, broken },
        () => `${intact} records are as the chain has them, ${pending} wait.`,
      )
    })
}

function publishCommand(): Command {
  return new Command('publish')
    .description('whether new sealed records go onto the chain where their holders agree')
    .addArgument(new Argument('<switch>', 'on or off').choices(['on', 'off']))
    .addHelpText(
      'after',
      `
A published record stays readable for ever, to be opened by whoever has its
registration point: its holder, you, and the authority.

Example:
  velum-issuer records publish off`,
    )
    .action(async (position: 'on' | 'off', _options: object, command: Command) => {
      const context = contextOf(command)
      const publishes = position === 'on'
      const set = await atDesk(context, (desk) => desk.run('set-publishing', { publishes }))
      context.printer.result(set, () =>
        publishes
          ? 'New records are published where their holders agree.'
          : 'New records are not published. What is on the chain stays there.',
      )
    })
}

function describe({ address, version, createdAt, published, proof }: ProvenRecordOutput): string {
  const lines = [
    `record     version ${version}, sealed ${createdAt.slice(0, 16)}${published ? ', published' : ''}`,
    `address    ${address}`,
  ]
  if (!proof) return [...lines, 'waits for its batch'].join('\n')
  return [
    ...lines,
    `ciphertext sha256 ${proof.ciphertextHash}`,
    `batch      epoch ${proof.epoch}, leaf ${proof.index} of ${proof.count}`,
    `root       ${proof.root}`,
    ...proof.path.map((hash, step) => `${step === 0 ? 'path      ' : '          '} ${hash}`),
  ].join('\n')
}
