import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Deployment, parseDeployment } from '@velum/registry'
import { CliError, refused } from './cli-error.ts'
import { ExitCode } from './exit-code.ts'
import type { Settings } from './settings.ts'

/** The deployment to work with: named by file or address, else the one kept since `init`. `VELUM_RPC_URL` sets
 *  another node of the same chain. */
export async function loadDeployment(
  settings: Pick<Settings, 'dir' | 'deployment' | 'rpcUrl'>,
): Promise<Deployment> {
  const json = await readJson(
    settings.deployment ?? keptPath(settings.dir),
    settings.deployment === undefined,
  )
  const deployment = parseDeployment(json)
  return settings.rpcUrl === undefined ? deployment : { ...deployment, rpcUrl: settings.rpcUrl }
}

/** Keeps a deployment beside the keys, so that later commands need not name it. */
export async function keepDeployment(dir: string, deployment: Deployment): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await writeFile(keptPath(dir), `${JSON.stringify(deployment, null, 2)}\n`)
}

function keptPath(dir: string): string {
  return join(dir, 'velum-deployment.json')
}

async function readJson(place: string, kept: boolean): Promise<unknown> {
  try {
    if (!/^https?:\/\//.test(place)) return JSON.parse(await readFile(place, 'utf8'))
    const response = await fetch(place, { signal: AbortSignal.timeout(20_000) })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return await response.json()
  } catch (cause) {
    if (kept) {
      throw refused(
        'not-initialised',
        'There is nothing here yet. Run `velum-authority init --deployment FILE`.',
      )
    }
    throw new CliError('deployment-unreadable', `The deployment at ${place} cannot be read.`, {
      exitCode: ExitCode.environment,
      cause,
    })
  }
}
