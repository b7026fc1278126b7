import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { World } from './journey.ts'
import { resident } from './resident.ts'

const command = fileURLToPath(new URL('../../../apps/issuer-cli/bin/velum-issuer.mjs', import.meta.url))

/** Offers the resident's credential in the older suite, with the issuer's own command beside the running service. */
export async function offerInBbsPlus(
  world: World,
): Promise<{ readonly link: string; readonly txCode: string }> {
  const claims = join(world.stateDir, 'resident.json')
  await writeFile(claims, JSON.stringify(resident))
  const words = ['offer', '--claims', claims, '--cryptosuite', 'BbsBlsSignature2020']
  const made = await runIssuer(world, [...words, '--wallet', world.urls.wallet, '--json'])
  return JSON.parse(made) as { link: string; txCode: string }
}

/** Takes back what was issued under a reference, with the issuer's own command beside the running service. */
export async function revoke(world: World, reference: string): Promise<void> {
  await runIssuer(world, ['revoke', '--reference', reference, '--yes', '--json'])
}

/** Writes the fingerprints of the sealed records on the chain, with the issuer's own command. */
export async function anchorRecords(world: World): Promise<void> {
  await runIssuer(world, ['records', 'anchor', '--json'])
}

/** Has the issuer offer to its next holders that their sealed record goes onto the chain, or no longer. */
export async function offerPublishing(world: World, position: 'on' | 'off'): Promise<void> {
  await runIssuer(world, ['records', 'publish', position])
}

/** Where the record that was sealed under a reference is found, and the SHA-256 of its ciphertext, both in hexadecimal. */
export async function whereSealed(
  world: World,
  reference: string,
): Promise<{ readonly address: string; readonly ciphertextHash: string }> {
  const made = await runIssuer(world, ['records', 'prove', reference, '--json'])
  const [record] = JSON.parse(made) as { address: string; proof?: { ciphertextHash: string } }[]
  if (!record?.proof) throw new Error('No anchored record is sealed under this reference.')
  return { address: record.address, ciphertextHash: record.proof.ciphertextHash }
}

async function runIssuer({ stateDir }: World, words: readonly string[]): Promise<string> {
  const folder = ['--dir', join(stateDir, 'issuer'), '--passphrase-file', join(stateDir, 'issuer-passphrase')]
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...folder, ...words])
  return stdout
}
