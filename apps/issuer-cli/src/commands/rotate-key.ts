import type { RotatableKey } from '@velum/issuer'
import { Command, Option } from 'commander'
import { confirm } from '../terminal/confirm.ts'
import { parseDuration } from '../terminal/parse-option.ts'
import { atDesk, contextOf } from './command-context.ts'

interface RotateOptions {
  readonly kind: RotatableKey
  readonly overlap: number
  readonly yes?: boolean
}

export function rotateKeyCommand(): Command {
  return new Command('rotate-key')
    .description('replace a signing key; credentials of the old one stay valid until the overlap ends')
    .addOption(
      new Option(
        '--kind <kind>',
        'the key that signs credentials, the one that signs them in BBS+, or the one for status lists',
      )
        .choices(['credential', 'bbs-plus', 'status'])
        .default('credential'),
    )
    .addOption(
      new Option('--overlap <time>', 'how long the old key stays valid: 24h, 90d')
        .argParser(parseDuration)
        .default(90 * 86_400, '90d'),
    )
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Every credential is recognised by the key that signed it, so rotate rarely:
holders of one key hide among each other. After the overlap credentials of the
old key are refused everywhere; issue them again before.

Example:
  velum-issuer rotate-key --overlap 90d`,
    )
    .action(async (options: RotateOptions, command: Command) => {
      const context = contextOf(command)
      const { kind, overlap: overlapSeconds, yes = false } = options
      const until = new Date(Date.now() + overlapSeconds * 1000).toISOString().slice(0, 10)
      const effect =
        kind === 'status'
          ? `All status lists are signed anew; the old key ends on ${until}.`
          : `Credentials of the old key end on ${until}.`
      await confirm({ message: `Replace the ${kind} key? ${effect}`, yes, json: context.settings.json })
      const rotated = await atDesk(context, (desk) => desk.run('rotate-key', { kind, overlapSeconds }))
      context.printer.result(
        rotated,
        () =>
          `The new key is on the chain.\n  new  ${rotated.newKey}\n  old  ${rotated.oldKey}, until ${rotated.oldKeyEndsAt}`,
      )
    })
}
