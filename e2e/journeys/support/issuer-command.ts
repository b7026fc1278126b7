import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { World } from './journey.ts'
import { resident } from './resident.ts'

const command = fileURLToPath(new URL('../../../apps/issuer-cli/bin/velum-issuer.mjs', import.meta.url))

/** Takes back what was issued under a reference, with the issuer's own command beside the running service. */
export async function revoke(world: World, reference: string): Promise<void> {
  await runIssuerCommand(world, ['revoke', '--reference', reference, '--yes'])
}

/** Makes an offer with the issuer's own command, and gives its link and its code. */
export async function offerByCommand(
  world: World,
  options: readonly string[] = [],
): Promise<{ link: string; txCode: string; id: string }> {
  const claims = join(world.stateDir, 'claims.json')
  await writeFile(claims, JSON.stringify(resident))
  return runIssuerCommand(world, ['offer', '--claims', claims, '--wallet', world.urls.wallet, ...options])
}

async function runIssuerCommand<Result>({ stateDir }: World, words: readonly string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    command,
    ...[
      '--dir',
      join(stateDir, 'issuer'),
      '--passphrase-file',
      join(stateDir, 'issuer-passphrase'),
      '--json',
    ],
    ...words,
  ])
  return JSON.parse(stdout)
}
