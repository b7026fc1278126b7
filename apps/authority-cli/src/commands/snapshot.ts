import { encodeSnapshot, parseEvidenceFile, readFinalBlock, takeSnapshot } from '@velum/authority'
import { Command } from 'commander'
import { readText, writeText } from '../text-file.ts'
import { contextOf, onChain } from './command-context.ts'

interface SnapshotOptions {
  readonly evidence: string
  readonly out: string
}

export function snapshotCommand(): Command {
  return new Command('snapshot')
    .description('take from the chain what it says about an evidence file')
    .requiredOption('--evidence <file>', 'the evidence file')
    .option('--out <file>', 'where the snapshot goes', 'snapshot.json')
    .addHelpText(
      'after',
      `
Take it yourself, from a node that you trust: the file of whoever hands over the
evidence proves nothing to you. Anybody can compare the hash of its block.

Example:
  velum-authority snapshot --evidence evidence.json --out snapshot.json`,
    )
    .action(async (options: SnapshotOptions, command: Command) => {
      const context = contextOf(command)
      const { case: openingCase } = parseEvidenceFile(await readText(options.evidence))
      const snapshot = await onChain(context, async (chain) =>
        takeSnapshot({ chain, openingCase, block: await readFinalBlock(chain) }),
      )
      await writeText(options.out, encodeSnapshot(snapshot))
      const { number, hash, at } = snapshot.block
      context.printer.result({ file: options.out, block: { number, hash, at } }, () =>
        [
          'The snapshot is taken.',
          `  file   ${options.out}`,
          `  block  ${number} of ${at.toISOString()}`,
          `  hash   ${hash}`,
          '',
          'Next:',
          '  Compare the hash with what another node says of this block. Then run',
          '  `velum-authority verify-evidence`.',
        ].join('\n'),
      )
    })
}
