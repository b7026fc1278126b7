import { openFolder, openTrustee, type RequesterContext, type Trustee } from '@velum/authority'
import { type Chain, connectChain } from '@velum/registry'
import type { Command } from 'commander'
import { loadDeployment } from '../load-deployment.ts'
import { type GlobalOptions, readSettings, type Settings } from '../settings.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { createPrinter, type Printer } from '../terminal/printer.ts'

/** What a command works with. */
export interface CommandContext {
  readonly settings: Settings
  readonly printer: Printer
}

/** The settings and the printer of a command that is being run. */
export function contextOf(command: Command): CommandContext {
  const settings = readSettings(command.optsWithGlobals<GlobalOptions>(), process.env)
  const printer = createPrinter({ json: settings.json, stdout: process.stdout, stderr: process.stderr })
  return { settings, printer }
}

export const now = (): Date => new Date()

/** Runs what needs the chain and no key. */
export async function onChain<T>(
  { settings }: CommandContext,
  run: (chain: Chain) => Promise<T>,
): Promise<T> {
  const chain = connectChain({ deployment: await loadDeployment(settings) })
  try {
    return await run(chain)
  } finally {
    chain.close()
  }
}

/** Runs what needs the chain and the keys of the folder, for which it asks for the passphrase. The folder is this process's alone
 *  meanwhile; `trustee.folder` has its account, also of one who is no trustee. */
export async function asTrustee<T>(
  context: CommandContext,
  run: (trustee: Trustee, chain: Chain) => Promise<T>,
): Promise<T> {
  const { dir, passphraseFile } = context.settings
  return onChain(context, async (chain) => {
    const passphrase = await readPassphrase({ file: passphraseFile, isNew: false })
    const trustee = await openTrustee({ folder: dir, passphrase, chain, now })
    try {
      return await run(trustee, chain)
    } finally {
      await trustee.close()
    }
  })
}

/** Runs what needs the chain and the keys of a requester's folder, which is this process's alone meanwhile. */
export async function asRequester<T>(
  context: CommandContext,
  run: (requester: RequesterContext) => Promise<T>,
): Promise<T> {
  const { dir, passphraseFile } = context.settings
  return onChain(context, async (chain) => {
    const passphrase = await readPassphrase({ file: passphraseFile, isNew: false })
    const folder = await openFolder({ folder: dir, passphrase })
    try {
      const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
      return await run({ chain, folder, now, random })
    } finally {
      await folder.close()
    }
  })
}
