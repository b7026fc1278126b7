import { readFile, writeFile } from 'node:fs/promises'
import { encodeReplacementFile, parseReplacementFile } from '@velum/authority'
import { Command } from 'commander'
import { refused } from '../cli-error.ts'
import { confirm } from '../terminal/confirm.ts'
import { parseCount } from '../terminal/parse-option.ts'
import { asTrustee, contextOf } from './command-context.ts'

interface ReplaceOptions {
  readonly file: string
  readonly send?: boolean
  readonly yes?: boolean
}

export function replaceCommand(): Command {
  return new Command('replace')
    .description('sign that a trustee gives its place to another, or carry it out')
    .argument('<number>', 'of the trustee that goes', parseCount)
    .argument('<address>', 'of the one that comes, who has run init')
    .requiredOption('--file <file>', 'goes from trustee to trustee; made if it is not there')
    .option('--send', 'with your signature it is enough: make the replacement')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
It takes the signatures of as many trustees as open together. Ends what is
under way. The new trustee has no share until the next refresh or rotate.

Example:
  velum-authority replace 3 0x1111111111111111111111111111111111111111 --file replacement.json`,
    )
    .action(async (number: number, address: string, options: ReplaceOptions, command: Command) => {
      const context = contextOf(command)
      const file = await readReplacement(options.file)
      const message = `Sign that trustee ${number} gives its place to ${address}?`
      await confirm({ message, yes: options.yes ?? false, json: context.settings.json })
      await asTrustee(context, async (trustee) => {
        const { missing, ...signed } = await trustee.signReplacement({
          trustee: number,
          replacement: address,
          ...(file && { file }),
        })
        await writeFile(options.file, encodeReplacementFile(signed))
        const send = options.send === true && missing === 0
        if (send) await trustee.sendReplacement(signed)
        const by = signed.signatures.map((one) => one.trustee)
        context.printer.result({ file: options.file, signedBy: by, missing, sent: send }, () =>
          (send ? done(number, address) : pending(options.file, missing)).join('\n'),
        )
      })
    })
}

function done(number: number, address: string): string[] {
  return [
    `Trustee ${number} is ${address} now.`,
    '',
    'Next:',
    '  The new trustee runs join with the id of the authority.',
    '  One of you runs refresh, all others join: then it has a share, and the share',
    '  of whoever went opens nothing any more.',
  ]
}

function pending(file: string, missing: number): string[] {
  return [
    'Your signature is in the file.',
    '',
    'Next:',
    missing > 0
      ? `  Hand ${file} to another trustee: ${missing} more must sign with the same command.`
      : `  It is enough: run the same command once more with --send.`,
  ]
}

async function readReplacement(path: string) {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw refused('file-unreadable', `The file ${path} cannot be read.`)
  })
  if (text === undefined) return undefined
  const file = parseReplacementFile(text)
  if (file) return file
  throw refused('file-malformed', `The file ${path} is about no replacement. Name another, or a new one.`)
}
