import {
  type AuditReport,
  audit,
  encodeAuditLog,
  type OpeningState,
  parseAuditLog,
  readAuditLog,
  readFinalBlock,
} from '@velum/authority'
import { connectChain } from '@velum/registry'
import { Command } from 'commander'
import { refused } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { loadDeployment } from '../load-deployment.ts'
import { readText, writeText } from '../text-file.ts'
import { claimLines, findingLines, stateText } from '../words/audit-words.ts'
import { contextOf, onChain } from './command-context.ts'

interface AuditOptions {
  readonly log?: string
  readonly save?: string
}

export function auditCommand(): Command {
  return new Command('audit')
    .description('replay the public log and check every claim in it, as anybody can')
    .option('--log <file>', 'a log that was saved before, instead of the chain')
    .option('--save <file>', 'where to keep the log that was read')
    .addHelpText(
      'after',
      `
Needs no key and no permission. Reads the whole log up to the last final block:
every key, every ceremony, every request, every vote. A saved log gives the same
findings on any machine, without the chain.

It cannot see on which document a request rests, nor what an opening led to.

Example:
  velum-authority audit --deployment velum-deployment.json --save log.json`,
    )
    .action(async (options: AuditOptions, command: Command) => {
      const context = contextOf(command)
      const { settings, printer } = context
      const deployment = await loadDeployment(settings)
      const log =
        options.log === undefined
          ? await onChain(context, async (chain) => readAuditLog(chain, await readFinalBlock(chain)))
          : parseAuditLog(await readText(options.log))
      if (log.chainId !== deployment.chainId || log.contract !== deployment.contracts.openingRegistry) {
        throw refused('other-chain', 'This log is of another chain or contract than the deployment names.')
      }
      if (options.save !== undefined) await writeText(options.save, encodeAuditLog(log))
      // Asks nobody: signatures are checked with the contract's address alone.
      const chain = connectChain({ deployment })
      const report = await audit({ log, signatures: chain.openingRegistry })
      chain.close()
      printer.result(report, () => describe(report).join('\n'))
      if (!report.passed) process.exitCode = ExitCode.refused
    })
}

function describe(report: AuditReport): string[] {
  const { passed, block, findings, authorities, requesters } = report
  const worse = findings.filter(({ verdict }) => verdict === 'fails')
  const open = findings.filter(({ verdict }) => verdict === 'unproven')
  return [
    `The log up to block ${block.number} of ${block.at.toISOString()}, ${block.hash}:`,
    '',
    ...claimLines(report),
    '',
    passed ? 'No claim in the log fails.' : `${worse.length} claims in the log FAIL.`,
    ...[...worse, ...open].flatMap(findingLines),
    ...authorities.flatMap((one) => [
      '',
      `${one.name}`,
      `  ${one.id}`,
      `  ${one.threshold} of ${one.trustees} trustees open together`,
      `  ${one.epochs} keys, ${one.refreshes} renewals of shares, ${one.replacements} trustees replaced`,
      `  ${one.ceremonies} ceremonies, ${one.aborted} of them ended without a key`,
      ...one.over.map(
        ({ epoch, destroyedBy }) =>
          `  key of epoch ${epoch} is over: ${destroyedBy.length} of ${one.trustees} trustees say that their share is destroyed`,
      ),
      `  ${one.requests} requests${stateList(one.states)}`,
    ]),
    '',
    'Who asked:',
    ...requesters.flatMap(({ account, clientIds, requests, states }) => [
      `  ${account}: ${requests}${stateList(states)}`,
      ...(clientIds.length > 0 ? clientIds.map((one) => `    ${one}`) : ['    no registered service']),
    ]),
    ...(requesters.length === 0 ? ['  nobody'] : []),
  ]
}

function stateList(states: Readonly<Record<OpeningState, number>>): string {
  const some = (Object.keys(states) as OpeningState[]).filter((state) => states[state] > 0)
  return some.length === 0
    ? ''
    : ` (${some.map((state) => `${states[state]} ${stateText[state]}`).join(', ')})`
}
