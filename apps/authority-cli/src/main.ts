import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { approveCommand } from './commands/approve.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { checkInCommand } from './commands/check-in.ts'
import { closeCommand } from './commands/close.ts'
import { collectCommand } from './commands/collect.ts'
import { combineCommand } from './commands/combine.ts'
import { createCommand } from './commands/create.ts'
import { destroyCommand } from './commands/destroy.ts'
import { handOverCommand } from './commands/hand-over.ts'
import { initCommand } from './commands/init.ts'
import { inspectCommand } from './commands/inspect.ts'
import { joinCommand } from './commands/join.ts'
import { refreshCommand } from './commands/refresh.ts'
import { refuseCommand } from './commands/refuse.ts'
import { replaceCommand } from './commands/replace.ts'
import { requestCommand } from './commands/request.ts'
import { requestsCommand } from './commands/requests.ts'
import { restoreCommand } from './commands/restore.ts'
import { rotateCommand } from './commands/rotate.ts'
import { snapshotCommand } from './commands/snapshot.ts'
import { statusCommand } from './commands/status.ts'
import { verifyEvidenceCommand } from './commands/verify-evidence.ts'
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
  const program = new Command('velum-authority')
    .description('what trustees, requesters and auditors of an opening authority do')
    .version(version)
    .option('--dir <folder>', `where your keys and shares are (default: ${defaultDir})`)
    .option('--deployment <file or url>', 'chain and contracts (default: the one kept since init)')
    .option('--passphrase-file <file>', 'a file that holds the passphrase, instead of asking')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Environment, where the option is not given:
  VELUM_AUTHORITY_DIR    --dir
  VELUM_DEPLOYMENT       --deployment
  VELUM_PASSPHRASE_FILE  --passphrase-file
  VELUM_RPC_URL          another node of the deployment's chain
${exitCodeHelp}

Example:
  velum-authority init --deployment velum-deployment.json
  velum-authority join 0x…`,
    )
  for (const command of [
    initCommand(),
    createCommand(),
    joinCommand(),
    statusCommand(),
    requestsCommand(),
    inspectCommand(),
    approveCommand(),
    refuseCommand(),
    handOverCommand(),
    checkInCommand(),
    rotateCommand(),
    refreshCommand(),
    replaceCommand(),
    destroyCommand(),
    backupCommand(),
    restoreCommand(),
    requestCommand(),
    collectCommand(),
    combineCommand(),
    closeCommand(),
    snapshotCommand(),
    verifyEvidenceCommand(),
    auditCommand(),
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
