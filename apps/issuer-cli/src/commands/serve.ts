import { openStore } from '@velum/issuer'
import { connectChain } from '@velum/registry'
import { Command, Option } from 'commander'
import { describeEvent } from '../describe-event.ts'
import { openLocalIssuer } from '../desk/open-desk.ts'
import { loadDeployment } from '../load-deployment.ts'
import { runService } from '../run-service.ts'
import { defaultPort } from '../settings.ts'
import { parseDuration, parsePort } from '../terminal/parse-option.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { contextOf } from './command-context.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly anchorAfter: number
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('serve wallets, keep lists and records on the chain, and do commands of other processes')
    .option('--port <n>', 'where to listen', parsePort, defaultPort)
    .option('--host <name>', 'the interface to listen on; put a proxy with https in front', 'localhost')
    .addOption(
      new Option('--anchor-after <time>', 'how long a sealed record waits for others: 1m, 10m, 1h')
        .argParser(parseDuration)
        .default(600, '10m'),
    )
    .addHelpText(
      'after',
      `
While it runs, \`offer\`, \`issue\`, \`revoke\` and the others hand their work to
it and need no passphrase. Stop it with Ctrl-C: requests and the row in hand are
finished first.

Example:
  velum-issuer serve --passphrase-file passphrase --port 4020`,
    )
    .action(async (options: ServeOptions, command: Command) => {
      const { settings, printer } = contextOf(command)
      const deployment = await loadDeployment(settings)
      const passphrase = await readPassphrase({ file: settings.passphraseFile, isNew: false })
      const { databaseUrl, dir } = settings
      const store = await openStore(databaseUrl === undefined ? { dataDir: dir } : { databaseUrl })
      const chain = connectChain({ deployment })
      const log = (line: string) => printer.note(`${new Date().toISOString()} ${line}`)
      try {
        const report = (event: Parameters<typeof describeEvent>[0]) => log(describeEvent(event))
        const issuer = await openLocalIssuer({
          store,
          chain,
          passphrase,
          report,
          anchorAfterSeconds: options.anchorAfter,
        })
        const onUpkeepError = (error: unknown) => report({ type: 'upkeep-failed', error })
        const service = await runService({
          issuer,
          store,
          dir,
          hostname: options.host,
          port: options.port,
          onUpkeepError,
        })
        const { did, url } = issuer
        printer.result(
          { did, url, port: service.port },
          () => `Serving wallets on port ${service.port}.\n  DID  ${did}\n  URL  ${url}\nCtrl-C stops.`,
        )
        await stopSignal()
        printer.note('Stopping: finishing what runs.')
        await service.close()
      } finally {
        chain.close()
        await store.close()
      }
    })
}

/** Waits for Ctrl-C or a supervisor's request to end. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
