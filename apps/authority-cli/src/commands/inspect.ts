import { type Inspection, inspectCase } from '@velum/authority'
import type { OpeningCase } from '@velum/exchange'
import { Command } from 'commander'
import { ExitCode } from '../exit-code.ts'
import { readCase } from '../read-case.ts'
import { parseId } from '../terminal/parse-option.ts'
import { checkText, earlierText, notCheckedText, provedText } from '../words/inspection-words.ts'
import { contextOf, now, onChain } from './command-context.ts'

export function inspectCommand(): Command {
  return new Command('inspect')
    .description('check a case: what is proved, and what is only presence')
    .argument('<request>', 'its number on the chain, 0x and 64 digits', parseId)
    .requiredOption('--case <file>', 'what the requester handed over')
    .addHelpText(
      'after',
      `
Takes nobody's word for anything, and needs no passphrase. Whether to approve
what passes is for people: read the document that the request rests on.

Example:
  velum-authority inspect 0x0000000000000000000000000000000000000000000000000000000000000001 --case case.json`,
    )
    .action(async (requestId: string, options: { readonly case: string }, command: Command) => {
      const context = contextOf(command)
      const openingCase = await readCase(options.case)
      const inspection = await onChain(context, (chain) =>
        inspectCase({ chain, openingCase, requestId, now }),
      )
      context.printer.result(inspectionJson(inspection), () =>
        describeInspection(inspection, openingCase).join('\n'),
      )
      if (!inspection.passed) process.exitCode = ExitCode.refused
    })
}

/** An inspection without what only programs read. */
export function inspectionJson(inspection: Inspection) {
  const { passed, checks, notChecked, proves, issuer, accreditedAs, credentials } = inspection
  const claims = credentials?.map((one) => one.claims)
  const earlier = inspection.earlier.map(({ requestId, approvals, refusals }) => ({
    requestId,
    approvals: approvals.map(({ trustee }) => trustee),
    refusals: refusals.map(({ trustee }) => trustee),
  }))
  return { passed, checks, notChecked, proves, issuer, accreditedAs, claims, earlier }
}

export function describeInspection(inspection: Inspection, { basis, evidence }: OpeningCase): string[] {
  return [
    ...inspection.checks.map(checkText),
    '',
    `Presented at ${new Date(evidence.transcript.time * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC to ${evidence.transcript.audience}`,
    ...provedText(inspection),
    '',
    ...earlierText(inspection),
    ...notCheckedText(inspection),
    '',
    ...(inspection.passed
      ? [
          'Every check passed. Whether to open is yours to decide.',
          '',
          'Next:',
          `  Read the document that the request rests on: ${basis.name}`,
          '  Then approve, or refuse with a reason.',
        ]
      : [
          'NOT everything passed: this cannot be approved as it is.',
          '',
          'Next:',
          '  Tell the requester what failed, or refuse with a reason.',
        ]),
  ]
}
