import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Issuer } from '@velum/issuer'
import { explainError } from '../explain-error.ts'
import { removeControlFile, writeControlFile } from './control-file.ts'
import { runOperation } from './desk.ts'
import { type OperationName, operations } from './operations.ts'

/** A line of the answer to a command. */
export type ControlLine =
  | { readonly progress: { readonly done: number; readonly total: number } }
  | { readonly output: unknown }
  | {
      readonly error: {
        readonly code: string
        readonly message: string
        readonly details: readonly string[]
        readonly exitCode: number
      }
    }

/** Does commands of other processes of the same user for as long as this process owns the store. */
export interface ControlServer {
  /** Lets running commands end (a bulk job after the row in hand), then stops. */
  close(): Promise<void>
}

/** Listens on the loopback interface, on a port that the control file names. */
export async function startControlServer(options: {
  readonly issuer: Issuer
  readonly dir: string
  readonly token: string
}): Promise<ControlServer> {
  const { issuer, dir, token } = options
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()

  function answer(call: { name: OperationName; input: never }, asked: AbortSignal): Response {
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        let open = true
        const write = (line: ControlLine) => {
          if (open) stream.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
        }
        asked.addEventListener('abort', () => {
          open = false
        })
        const signal = AbortSignal.any([asked, stopping.signal])
        const onProgress = (progress: { done: number; total: number }) => write({ progress })
        const work = runOperation(issuer, { ...call, context: { signal, onProgress } })
          .then(
            (output) => write({ output }),
            (error: unknown) => write({ error: explainError(error) }),
          )
          .finally(() => {
            running.delete(work)
            if (open) stream.close()
          })
        running.add(work)
      },
    })
    return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
  }

  async function handle(request: Request): Promise<Response> {
    if (!isToken(request.headers.get('Authorization'), token)) return new Response(null, { status: 401 })
    if (request.method === 'GET') return new Response(null, { status: 204 })
    const { name, input } = (await request.json()) as { name: string; input: never }
    if (!Object.hasOwn(operations, name)) return new Response(null, { status: 404 })
    return answer({ name: name as OperationName, input }, request.signal)
  }

  const server = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const { port } = server.address() as AddressInfo
  await writeControlFile(dir, { url: `http://127.0.0.1:${port}`, token })
  return {
    async close() {
      await removeControlFile(dir)
      stopping.abort()
      await Promise.all(running)
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function isToken(header: string | null, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
