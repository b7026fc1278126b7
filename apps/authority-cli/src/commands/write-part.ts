import { writeFile } from 'node:fs/promises'
import { encodePartialFile, type HandOver } from '@velum/authority'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'

/** Writes a part that has been handed over where the requester's copy goes; returns its file. Throws CliError 'file-unwritable'. */
export async function writePart(
  { partial }: HandOver & { readonly handedOver: true },
  out: string | undefined,
): Promise<string> {
  const file = out ?? `part-${partial.trustee}-${partial.requestId.slice(2, 10)}.json`
  await writeFile(file, encodePartialFile(partial), { mode: 0o600 }).catch((cause) => {
    throw new CliError(
      'file-unwritable',
      `Your part could not be written to ${file}. Run hand-over with another --out.`,
      { exitCode: ExitCode.environment, cause },
    )
  })
  return file
}
