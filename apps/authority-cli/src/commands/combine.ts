import { type CombinedParts, combineParts, encodeEvidenceFile, type FindRecord } from '@velum/authority'
import { fetchRecordStatus } from '@velum/exchange'
import { Command } from 'commander'
import { refused } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { readCertificates } from '../read-certificate.ts'
import { collect, parseId } from '../terminal/parse-option.ts'
import { readText, writeText } from '../text-file.ts'
import { trusteesText } from '../words/ceremony-words.ts'
import { partFaultText } from '../words/part-words.ts'
import { asRequester, contextOf } from './command-context.ts'

interface CombineOptions {
  readonly records: string
  readonly out: string
  readonly trustAnchor: readonly string[]
  readonly show?: boolean
}

export function combineCommand(): Command {
  return new Command('combine')
    .description('open: combine the parts, find the sealed record, write the evidence')
    .argument('<request>', 'its number on the chain, 0x and 64 digits', parseId)
    .requiredOption('--records <url or file>', 'the issuer’s address, or its answer in a file')
    .option('--out <file>', 'where the evidence goes', 'evidence.json')
    .option('--trust-anchor <file>', 'a certificate that you trust; may be given again', collect, [])
    .option('--show', 'print whom the record names')
    .addHelpText(
      'after',
      `
Who is asked for the record learns that it is opened; with a file nobody does.
The evidence holds a person’s identity: keep it as such. Nothing of it is
printed without --show.

Example:
  velum-authority combine 0x0000000000000000000000000000000000000000000000000000000000000001 --records https://cityhall.example`,
    )
    .action(async (requestId: string, options: CombineOptions, command: Command) => {
      const context = contextOf(command)
      const trustAnchors = await readCertificates(options.trustAnchor)
      const findRecord = await findRecordAt(options.records)
      const combined = await asRequester(context, (requester) =>
        combineParts(requester, { requestId, findRecord, trustAnchors }),
      )
      if (!combined.combined) {
        process.exitCode = ExitCode.refused
        context.printer.result(combined, () => describeFailure(combined).join('\n'))
        return
      }
      await writeText(options.out, encodeEvidenceFile(combined.file))
      const { trustees, record } = combined
      const state = recordState(record)
      const claims = options.show ? record?.identity?.claims : undefined
      const said = { combined: true, trustees, file: options.out, record: state, ...(claims && { claims }) }
      context.printer.result(said, () =>
        [
          `Opened, with the parts of ${trusteesText(trustees)}.`,
          `  evidence  ${options.out}  (it holds a person’s identity)`,
          `  record    ${recordTexts[state]}`,
          ...Object.entries(claims ?? {}).map(([claim, value]) => `  ${claim}: ${JSON.stringify(value)}`),
          '',
          'Next:',
          '  Close the request with `velum-authority close`: that fixes your result for',
          '  whoever sees the evidence later, and tells nobody else anything.',
          ...(state === 'none' ? ['  Ask the issuer for the record of this registration.'] : []),
        ].join('\n'),
      )
      if (state !== 'signed') process.exitCode = ExitCode.refused
    })
}

async function findRecordAt(place: string): Promise<FindRecord> {
  const isUrl = /^https?:\/\//.test(place)
  const text = isUrl ? '' : await readText(place)
  const answer = async () => new Response(text, { headers: { 'content-type': 'application/json' } })
  const issuerUrl = isUrl ? place.replace(/\/+$/, '') : 'https://file.invalid'
  return async (address) => {
    const status = await fetchRecordStatus({ issuerUrl, address, fetch: isUrl ? fetch : answer })
    if (status.state === 'pending') {
      throw refused('record-pending', 'The issuer has the record, but has not made its list public yet.')
    }
    return status.state === 'anchored' ? status : undefined
  }
}

type RecordState = 'signed' | 'unsigned' | 'not-opened' | 'none'

function recordState(record: (CombinedParts & { combined: true })['record']): RecordState {
  if (!record) return 'none'
  if (!record.identity || !record.anchored) return 'not-opened'
  return record.signed ? 'signed' : 'unsigned'
}

const recordTexts: Record<RecordState, string> = {
  signed: 'found, opened, and signed by the owner of the point',
  unsigned: 'found and opened, but NOT signed by the owner of the point',
  'not-opened': 'found, but it does not open or is in no public list',
  none: 'NOT found there',
}

function describeFailure({ reason, have, threshold, faults }: CombinedParts & { combined: false }): string[] {
  const texts = {
    'not-final': 'The request is not in a final block, or the case does not verify.',
    'not-enough': `You have ${have} parts, and it takes ${threshold} that go together.`,
    'key-mismatch': 'The trustees’ public shares do not belong to the key. Run an audit.',
    'no-point': 'The parts lead to nobody. Run an audit.',
  }
  return [
    `Not opened. ${texts[reason]}`,
    ...faults.map(({ trustee, fault }) =>
      fault === 'trustee-twice'
        ? `  trustee ${trustee}: its part is there twice`
        : `  trustee ${trustee}: ${partFaultText[fault]}`,
    ),
    '',
    'Next:',
    '  Collect more parts, then combine again.',
  ]
}
