import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import type { AuthorityOutput } from '../desk/operations.ts'
import { ExitCode } from '../exit-code.ts'
import { confirm } from '../terminal/confirm.ts'
import { atDesk, contextOf } from './command-context.ts'

interface AuthorityOptions {
  readonly none?: boolean
  readonly yes?: boolean
}

export function authorityCommand(): Command {
  return new Command('authority')
    .description('show or name the opening authority for whom identity records are sealed')
    .argument('[id]', '0x and 64 digits: an authority that the chain recognises')
    .option('--none', 'seal for nobody: what is issued then can never be opened')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Naming another authority keeps what was issued. Holders register for the new
one with their next credential, with the secrets that they have: pseudonyms and
declared losses know no authority, so nobody becomes somebody new.

Example:
  velum-issuer authority`,
    )
    .action(async (id: string | undefined, options: AuthorityOptions, command: Command) => {
      const context = contextOf(command)
      const { none = false, yes = false } = options
      if (id !== undefined && none) {
        throw new CliError('usage', 'Name an authority or --none, one of the two.', {
          exitCode: ExitCode.usage,
        })
      }
      if (id === undefined && !none) {
        const shown = await atDesk(context, (desk) => desk.run('authority', {}))
        context.printer.result(shown, () => describe(shown))
        return
      }
      const message = 'Seal identity records for another authority from now on?'
      await confirm({ message, yes, json: context.settings.json })
      const named = await atDesk(context, (desk) => desk.run('set-authority', { id: id ?? null }))
      context.printer.result(named, () => describe(named))
    })
}

function describe({ authority }: AuthorityOutput): string {
  if (authority === null) return 'No authority: identity records are sealed for nobody.'
  const { name, id, threshold, trustees, epoch } = authority
  return `${name}: ${threshold} of ${trustees} trustees together can open.\n  id     ${id}\n  epoch  ${epoch}`
}
