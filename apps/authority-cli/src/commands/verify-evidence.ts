import { type EvidenceLanguage, parseEvidenceFile, parseSnapshot, verifyEvidenceFile } from '@velum/authority'
import { connectChain } from '@velum/registry'
import { Command, Option } from 'commander'
import { ExitCode } from '../exit-code.ts'
import { loadDeployment } from '../load-deployment.ts'
import { readCertificates } from '../read-certificate.ts'
import { collect } from '../terminal/parse-option.ts'
import { readText } from '../text-file.ts'
import { stepText, verdictText } from '../words/evidence-words.ts'
import { contextOf } from './command-context.ts'

interface VerifyEvidenceOptions {
  readonly snapshot: string
  readonly trustAnchor: readonly string[]
  readonly lang: EvidenceLanguage
  readonly show?: boolean
}

export function verifyEvidenceCommand(): Command {
  return new Command('verify-evidence')
    .description('check an evidence file step by step, without any network')
    .argument('<file>', 'the evidence file')
    .requiredOption('--snapshot <file>', 'your own snapshot of the chain')
    .option('--trust-anchor <file>', 'a certificate that you trust; may be given again', collect, [])
    .addOption(new Option('--lang <language>', 'of the explanation').choices(['en', 'zh']).default('en'))
    .option('--show', 'print whom the record names')
    .addHelpText(
      'after',
      `
Needs no key, no party and no network. Without a trust anchor, that the result
belongs to the named person is the issuer's word, and it says so.

Example:
  velum-authority verify-evidence evidence.json --snapshot snapshot.json --lang zh`,
    )
    .action(async (path: string, options: VerifyEvidenceOptions, command: Command) => {
      const { settings, printer } = contextOf(command)
      const file = parseEvidenceFile(await readText(path))
      const snapshot = parseSnapshot(await readText(options.snapshot))
      const trustAnchors = await readCertificates(options.trustAnchor)
      // Asks nobody: a handover is checked with the contract's address alone.
      const chain = connectChain({ deployment: await loadDeployment(settings) })
      const { checkHandover } = chain.openingRegistry
      const verdict = await verifyEvidenceFile({ file, snapshot, trustAnchors, checkHandover })
      chain.close()
      const { valid, steps, whoSays, certified, proves, accreditedAs, notChecked, trustees, person, record } =
        verdict
      const shown = { valid, steps, whoSays, certified, proves, accreditedAs, notChecked, trustees, record }
      const { lang, show = false } = options
      printer.result({ ...shown, ...(show && { person }) }, () =>
        [...steps.map((step) => stepText(step, lang)), '', ...verdictText(verdict, lang, show)].join('\n'),
      )
      if (!valid) process.exitCode = ExitCode.refused
    })
}
