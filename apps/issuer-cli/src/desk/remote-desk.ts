import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import type { ControlFile } from './control-file.ts'
import type { ControlLine } from './control-server.ts'
import type { Desk } from './desk.ts'

/** A desk at the process that owns the store, or undefined when nobody answers there any more. */
export async function openRemoteDesk(control: ControlFile): Promise<Desk | undefined> {
  const headers = { Authorization: `Bearer ${control.token}` }
  const answers = await fetch(control.url, { headers, signal: AbortSignal.timeout(10_000) }).then(
    ({ status }) => status === 204,
    () => false,
  )
  if (!answers) return undefined
  return {
    async run(name, input, context = {}) {
      const response = await fetch(control.url, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name, input }),
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      }).catch((cause: unknown) => {
        throw context.signal?.aborted ? cause : ownerGone(cause)
      })
      if (!response.ok || !response.body) throw ownerGone()
      for await (const line of createInterface({
        input: Readable.fromWeb(response.body as ReadableStream),
      })) {
        const message = JSON.parse(line) as ControlLine
        if ('progress' in message) context.onProgress?.(message.progress)
        else if ('error' in message) throw remoteError(message.error)
        else return message.output as never
      }
      throw ownerGone()
    },
    close: async () => undefined,
  }
}

function remoteError(error: Extract<ControlLine, { error: unknown }>['error']): CliError {
  const { code, message, details, exitCode } = error
  return new CliError(code, message, { exitCode: exitCode as ExitCode, details })
}

function ownerGone(cause?: unknown): CliError {
  return new CliError(
    'owner-gone',
    'The issuing service stopped in the middle of this command. What it had finished is stored; run it again.',
    { exitCode: ExitCode.environment, cause },
  )
}
