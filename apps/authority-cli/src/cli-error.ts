import { ExitCode } from './exit-code.ts'

/** The command line could not do what it was asked; `exitCode` says whose turn it is. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: string
  readonly exitCode: ExitCode
  readonly details: readonly string[]

  constructor(
    code: string,
    message: string,
    options: { readonly exitCode: ExitCode; readonly details?: readonly string[]; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.exitCode = options.exitCode
    this.details = options.details ?? []
  }
}

/** The input was read and refused. */
export function refused(code: string, message: string, details: readonly string[] = []): CliError {
  return new CliError(code, message, { exitCode: ExitCode.refused, details })
}
