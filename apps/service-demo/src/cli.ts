import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ServiceDemoError } from './service-demo-error.ts'
import { type ServiceDemoOptions, startServiceDemo } from './start-service-demo.ts'

const help = `velum-service-demo: Harbour Library or Tideway Market, two small public services

  --service <name>        library (default) or market      VELUM_DEMO_SERVICE
  --port <number>         default 4040                     VELUM_DEMO_PORT
  --url <address>         where visitors reach it          VELUM_DEMO_URL
  --wallet <address>      default http://localhost:4030    VELUM_WALLET_URL
  --deployment <file>     the chain's deployment file      VELUM_DEPLOYMENT
  --trust <did>           an issuer; may be repeated       VELUM_TRUSTED_ISSUERS (comma-separated)
  --authority <id>        whose trustees can open together VELUM_DEMO_AUTHORITY
  --dir <folder>          default .velum/<service>         VELUM_DEMO_DIR

  velum-service-demo --deployment velum-deployment.json --trust did:ethr:0x7a69:0xf39f…2266 \\
    --authority 0x5f1c…09be
`

/** Runs the service until it is told to stop. Resolves to the exit code. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const options = await readOptions(args, env)
    if (options === undefined) {
      process.stdout.write(help)
      return 0
    }
    const demo = await startServiceDemo(options)
    process.stdout.write(`${demo.name.en} is open at ${demo.url}\n`)
    await new Promise((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    await demo.close()
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

async function readOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ServiceDemoOptions | undefined> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      service: { type: 'string', default: env.VELUM_DEMO_SERVICE ?? 'library' },
      port: { type: 'string', default: env.VELUM_DEMO_PORT ?? '4040' },
      url: { type: 'string' },
      wallet: { type: 'string', default: env.VELUM_WALLET_URL ?? 'http://localhost:4030' },
      deployment: { type: 'string' },
      trust: { type: 'string', multiple: true },
      authority: { type: 'string', default: env.VELUM_DEMO_AUTHORITY ?? '' },
      dir: { type: 'string' },
    },
  })
  if (values.help) return undefined
  const { service, authority } = values
  if (service !== 'library' && service !== 'market')
    throw new ServiceDemoError('config-invalid', '--service must be library or market.')
  if (!/^0x[0-9a-f]{64}$/.test(authority))
    throw new ServiceDemoError(
      'config-invalid',
      'Name the authority on chain with --authority: 0x and 64 lower-case hexadecimal digits.',
    )
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ServiceDemoError('config-invalid', '--port must be a number between 0 and 65535.')
  const deployment = values.deployment ?? env.VELUM_DEPLOYMENT
  if (deployment === undefined)
    throw new ServiceDemoError('config-invalid', 'Name the deployment file of the chain with --deployment.')
  const url = values.url ?? env.VELUM_DEMO_URL
  return {
    service,
    authority,
    port,
    ...(url !== undefined && { url }),
    walletUrl: values.wallet,
    deployment: await readJson(deployment),
    trustedIssuers: values.trust ?? env.VELUM_TRUSTED_ISSUERS?.split(',') ?? [],
    dir: values.dir ?? env.VELUM_DEMO_DIR ?? `.velum/${service}`,
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new ServiceDemoError('config-invalid', `${path} cannot be read as JSON.`, { cause })
  }
}
