import { CredentialError } from '@velum/credential'
import { IssuerError, type IssuerErrorCode } from '@velum/issuer'
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

const surroundings: ReadonlySet<IssuerErrorCode> = new Set([
  'store-in-use',
  'store-unreachable',
  'store-newer',
  'store-older',
  'chain-changed',
  'url-changed',
])

const networkCodes = new Set(['EADDRINUSE', 'EACCES', 'ECONNREFUSED', 'EADDRNOTAVAIL'])

/** Says what went wrong, by code and in words, and which exit code fits. */
export function explainError(error: unknown): Explanation {
  if (error instanceof CliError) {
    const { code, message, details, exitCode } = error
    return { code, message, details, exitCode }
  }
  if (error instanceof IssuerError) {
    const { code, message, details } = error
    return { code, message, details, exitCode: exitCodeOf(code) }
  }
  if (error instanceof CredentialError) {
    return { code: error.code, message: error.message, details: [], exitCode: ExitCode.refused }
  }
  if (error instanceof RegistryError) {
    return { code: error.code, message: error.message, details: [], exitCode: ExitCode.environment }
  }
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : undefined
  if (systemCode === 'EADDRINUSE') {
    return {
      code: 'port-taken',
      message: 'Another program listens on this port. Stop it or choose another with --port.',
      details: [],
      exitCode: ExitCode.environment,
    }
  }
  if (systemCode !== undefined && networkCodes.has(systemCode)) {
    return {
      code: 'network',
      message: `The network refused: ${systemCode}.`,
      details: [],
      exitCode: ExitCode.environment,
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'fault', message: `Something unforeseen: ${message}`, details: [], exitCode: ExitCode.fault }
}

function exitCodeOf(code: IssuerErrorCode): ExitCode {
  if (code === 'publication-failed') return ExitCode.unpublished
  return surroundings.has(code) ? ExitCode.environment : ExitCode.refused
}
