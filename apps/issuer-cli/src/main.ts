import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { authorityCommand } from './commands/authority.ts'
import { initCommand } from './commands/init.ts'
import { issueCommand } from './commands/issue.ts'
import { listCommand } from './commands/list.ts'
import { offerCommand } from './commands/offer.ts'
import { recordsCommand } from './commands/records.ts'
import { reportLossCommand } from './commands/report-loss.ts'
import { revokeCommand } from './commands/revoke.ts'
import { rotateKeyCommand } from './commands/rotate-key.ts'
import { serveCommand } from './commands/serve.ts'
import { templateCommand } from './commands/template.ts'
import { ExitCode, exitCodeHelp } from './exit-code.ts'
import { explainError } from './explain-error.ts'
import { defaultDir } from './settings.ts'
import { createPrinter } from './terminal/printer.ts'

/** Runs the command line and gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const program = createProgram()
  try {
    await program.parseAsync([...args], { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : ExitCode.done
  } catch (error) {
    const json = args.includes('--json')
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return ExitCode.done
      if (json) {
        const message =
          error.code === 'commander.help'
            ? 'Name a command; --help lists them.'
            : error.message.replace(/^error: /, '')
        printer(json).error({ code: 'usage', message, details: [], exitCode: ExitCode.usage })
      }
      return ExitCode.usage
    }
    const explanation = explainError(error)
    printer(json).error(explanation)
    return explanation.exitCode
  }
}

function createProgram(): Command {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string }
  const program = new Command('velum-issuer')
    .description('makes, offers, issues and revokes credentials, and serves them to wallets')
    .version(version)
    .option('--dir <folder>', 'where the issuer keeps its store', defaultDir)
    .option('--deployment <file or url>', 'chain and contracts (default: the one kept since init)')
    .option('--passphrase-file <file>', 'a file that holds the passphrase, instead of asking')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Environment:
  DATABASE_URL   PostgreSQL instead of the folder, for several processes
  VELUM_RPC_URL  another node of the deployment's chain
${exitCodeHelp}

Example:
  velum-issuer init --deployment velum-deployment.json --name "Harbour City" --resident-id
  velum-issuer serve`,
    )
  for (const command of [
    initCommand(),
    templateCommand(),
    offerCommand(),
    issueCommand(),
    serveCommand(),
    listCommand(),
    revokeCommand(),
    rotateKeyCommand(),
    authorityCommand(),
    recordsCommand(),
    reportLossCommand(),
  ]) {
    program.addCommand(command)
  }
  prepare(program)
  return program
}

/** Shows the global options in the help of every command, and lets errors come back here. */
function prepare(command: Command): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true })
  if (process.argv.includes('--json')) command.configureOutput({ writeErr: () => undefined })
  for (const inner of command.commands) prepare(inner)
}

function printer(json: boolean) {
  return createPrinter({ json, stdout: process.stdout, stderr: process.stderr })
}
