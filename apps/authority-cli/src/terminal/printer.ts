import type { Explanation } from '../explain-error.ts'

/** Where a command says what it did: one JSON document, or lines for people. */
export interface Printer {
  readonly json: boolean
  /** The result: as JSON, or as the lines that `people` makes of it. */
  result(value: unknown, people: () => string): void
  error(explanation: Explanation): void
  /** For people only, beside the result. */
  note(line: string): void
  /** How something goes on that takes long: a line on standard error, with `json` `{"progress": …}`. */
  progress(value: unknown, people: string): void
}

export function createPrinter(options: {
  readonly json: boolean
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}): Printer {
  const { json, stdout, stderr } = options
  const asJson = (value: unknown) => stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  return {
    json,
    result(value, people) {
      if (json) asJson(value)
      else stdout.write(`${people()}\n`)
    },
    error({ code, message, details }) {
      if (json) asJson({ error: { code, message, details } })
      else
        stderr.write(
          `${[`velum-authority: ${message}`, ...details.map((detail) => `  ${detail}`)].join('\n')}\n`,
        )
    },
    note(line) {
      if (!json) stderr.write(`${line}\n`)
    },
    progress(value, people) {
      stderr.write(json ? `${JSON.stringify({ progress: value })}\n` : `${people}\n`)
    },
  }
}
