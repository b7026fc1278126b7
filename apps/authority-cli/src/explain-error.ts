import { AuthorityError, type AuthorityErrorCode } from '@velum/authority'
import { ExchangeError } from '@velum/exchange'
import { RegistryError } from '@velum/registry'
import { CliError } from './cli-error.ts'
import { ExitCode } from './exit-code.ts'

/** An error as the command line tells it. */
export interface Explanation {
  readonly code: string
  readonly message: string
  readonly details: readonly string[]
  readonly exitCode: ExitCode
}

const surroundings: ReadonlySet<AuthorityErrorCode> = new Set(['folder-in-use'])

/** Says what went wrong, by code and in words, and which exit code fits. */
export function explainError(error: unknown): Explanation {
  if (error instanceof CliError) {
    const { code, message, details, exitCode } = error
    return { code, message, details, exitCode }
  }
  if (error instanceof AuthorityError) {
    const { code, message } = error
    const exitCode = surroundings.has(code) ? ExitCode.environment : ExitCode.refused
    return { code, message, details: [], exitCode }
  }
  if (error instanceof ExchangeError) {
    return { code: error.code, message: error.message, details: [], exitCode: ExitCode.refused }
  }
  if (error instanceof RegistryError) return explainRegistry(error)
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'fault', message: `Something unforeseen: ${message}`, details: [], exitCode: ExitCode.fault }
}

const refusedCodes = new Set(['change-refused', 'invalid-change', 'invalid-address', 'invalid-deployment'])

function explainRegistry({ code, message, reason }: RegistryError): Explanation {
  if (code === 'payer-unfunded') {
    const details = [
      'Every change on chain costs a little. Ask for coins for your address: the file',
      'keys.json in your folder says it in the clear.',
    ]
    return { code, message, details, exitCode: ExitCode.environment }
  }
  if (code === 'change-pending') return { code, message, details: [], exitCode: ExitCode.pending }
  const exitCode = refusedCodes.has(code) ? ExitCode.refused : ExitCode.environment
  return { code: reason ?? code, message, details: [], exitCode }
}
