import type { CredentialSuite } from '@velum/credential'
import { offerLink } from '@velum/exchange'
import { Command } from 'commander'
import { renderUnicodeCompact } from 'uqr'
import { CliError, refused } from '../cli-error.ts'
import type { Desk } from '../desk/desk.ts'
import type { OfferOutput } from '../desk/operations.ts'
import { ExitCode } from '../exit-code.ts'
import { readJsonFile } from '../read-input.ts'
import { cryptosuiteHelp, cryptosuiteOption } from '../terminal/cryptosuite-option.ts'
import { parseCount, parseDuration, parseWebAddress } from '../terminal/parse-option.ts'
import { atDesk, contextOf } from './command-context.ts'

interface OfferOptions {
  readonly template: string
  readonly templateVersion?: number
  readonly claims?: string
  readonly reference?: string
  readonly expiresIn?: number
  readonly renew?: string
  readonly wallet?: string
  readonly cryptosuite: CredentialSuite
}

export function offerCommand(): Command {
  return new Command('offer')
    .description('offer one credential: a link with a QR code, and a code to tell by another way')
    .option('--template <name>', 'the template', 'resident-id')
    .option('--template-version <n>', 'another version than the newest', parseCount)
    .option('--claims <file>', 'the claims as a JSON object, - for standard input')
    .option('--reference <text>', 'your own name for the case, to find and revoke it by')
    .option('--expires-in <time>', 'how long it can be claimed: 90m, 24h, 30d (default: 24h)', parseDuration)
    .option('--renew <id>', 'new codes for an offer that nobody collected, instead of a new one')
    .addOption(cryptosuiteOption())
    .option('--wallet <url>', 'a wallet that the link opens', parseWebAddress)
    .addHelpText(
      'after',
      `${cryptosuiteHelp}\nExample:\n  velum-issuer offer --claims resident.json --reference case-2026-118`,
    )
    .action(async (options: OfferOptions, command: Command) => {
      const context = contextOf(command)
      const make = await prepare(options)
      const offer = await atDesk(context, make)
      const { wallet } = options
      const { offerUri } = offer
      const link = offerLink(wallet === undefined ? { offerUri } : { offerUri, walletUrl: wallet })
      context.printer.result(
        { ...offer, link },
        () =>
          `${renderUnicodeCompact(link)}\n\nLink     ${link}\nCode     ${offer.txCode}   (tell it by another way than the link)\nExpires  ${offer.expiresAt}\nOffer    ${offer.id}`,
      )
    })
}

/** Reads what is needed before the store is opened. */
async function prepare(options: OfferOptions): Promise<(desk: Desk) => Promise<OfferOutput>> {
  const lifetime = options.expiresIn === undefined ? {} : { lifetimeSeconds: options.expiresIn }
  const { renew, claims: file } = options
  if (renew !== undefined && file === undefined) {
    return (desk) => desk.run('renew-offer', { id: renew, ...lifetime })
  }
  if (renew !== undefined || file === undefined) {
    throw new CliError('usage', 'Name a file with --claims, or an offer with --renew, one of the two.', {
      exitCode: ExitCode.usage,
    })
  }
  const claims = await readClaims(file)
  return (desk) =>
    desk.run('create-offer', {
      template: options.template,
      suite: options.cryptosuite,
      claims,
      ...lifetime,
      ...(options.templateVersion === undefined ? {} : { version: options.templateVersion }),
      ...(options.reference === undefined ? {} : { reference: options.reference }),
    })
}

async function readClaims(file: string): Promise<Readonly<Record<string, unknown>>> {
  const json = await readJsonFile(file)
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>
  throw refused('json-invalid', `The file ${file} must hold one JSON object: the claims by name.`)
}
