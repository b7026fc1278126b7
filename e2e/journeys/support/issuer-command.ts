import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { World } from './journey.ts'

const command = fileURLToPath(new URL('../../../apps/issuer-cli/bin/velum-issuer.mjs', import.meta.url))

/** Takes back what was issued under a reference, with the issuer's own command beside the running service. */
export async function revoke(world: World, reference: string): Promise<void> {
  await runIssuer(world, ['revoke', '--reference', reference, '--yes', '--json'])
}

/** Writes the fingerprints of the sealed records on the chain, with the issuer's own command. */
export async function anchorRecords(world: World): Promise<void> {
  await runIssuer(world, ['records', 'anchor', '--json'])
}

async function runIssuer({ stateDir }: World, words: readonly string[]): Promise<void> {
  const folder = ['--dir', join(stateDir, 'issuer'), '--passphrase-file', join(stateDir, 'issuer-passphrase')]
  await promisify(execFile)(process.execPath, [command, ...folder, ...words])
}
