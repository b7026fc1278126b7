import type { CeremonyResult, TakePartOptions, Trustee } from '@velum/authority'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { abortText, progressText } from '../words/ceremony-words.ts'
import type { CommandContext } from './command-context.ts'

/** Takes part in a ceremony and says how it goes and how it ended. Ctrl-C stops it between two steps. */
export async function runCeremony(
  { printer }: CommandContext,
  trustee: Trustee,
  options: Pick<TakePartOptions, 'begin' | 'dealers'> & { readonly poll: number },
): Promise<void> {
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt)
  try {
    const onProgress: TakePartOptions['onProgress'] = (progress) =>
      printer.progress(progress, progressText(progress))
    const { begin, dealers, poll } = options
    const result = await trustee.takePart({
      ...(begin && { begin }),
      ...(dealers && { dealers }),
      pollMilliseconds: poll * 1000,
      onProgress,
      signal: stop.signal,
    })
    const { publicKey, ...rest } = { publicKey: undefined, ...result }
    const key = publicKey && { publicKey: Buffer.from(publicKey).toString('hex') }
    printer.result({ ...rest, ...key }, () => describe(result).join('\n'))
    if (result.result === 'aborted') process.exitCode = ExitCode.refused
  } catch (error) {
    if (!stop.signal.aborted) throw error
    throw new CliError('interrupted', 'Stopped. The same command goes on where this one was.', {
      exitCode: ExitCode.interrupted,
    })
  } finally {
    process.removeListener('SIGINT', interrupt)
  }
}

function describe(result: CeremonyResult): string[] {
  if (result.result === 'aborted') return abortText(result)
  if (result.result === 'none') {
    return [
      `There is nothing to do: the key of epoch ${result.epoch} is there, and nothing is under way.`,
      'A new key begins with rotate, new shares of this one with refresh.',
    ]
  }
  const { epoch, revision, file } = result
  const what =
    revision === 0 ? `The key of epoch ${epoch} is published` : `The shares of epoch ${epoch} are renewed`
  return [
    `${what}, and you have your share of it. Nobody has the whole key.`,
    `  share  ${file}`,
    '         encrypted under your passphrase',
    '',
    'Next:',
    '  Make a backup now, onto a medium that does not stay in this machine:',
    '    velum-authority backup --out my-backup.json',
    ...(revision === 0 ? [] : ['  Destroy older backups: they hold the share from before.']),
    '  Say once a month that you are there: velum-authority check-in',
  ]
}
