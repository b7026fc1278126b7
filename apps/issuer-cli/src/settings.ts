import { join } from 'node:path'

/** What all commands share: options first, then the environment. */
export interface Settings {
  readonly dir: string
  readonly json: boolean
  readonly passphraseFile: string | undefined
  /** A file or an address of a deployment; the one kept in `dir` when absent. */
  readonly deployment: string | undefined
  readonly databaseUrl: string | undefined
  readonly rpcUrl: string | undefined
}

/** The options of the program, as commander hands them over. */
export interface GlobalOptions {
  readonly dir?: string
  readonly json?: boolean
  readonly passphraseFile?: string
  readonly deployment?: string
}

export const defaultDir = join('.velum', 'issuer')
export const defaultPort = 4020

export function readSettings(options: GlobalOptions, env: NodeJS.ProcessEnv): Settings {
  return {
    dir: options.dir ?? defaultDir,
    json: options.json ?? false,
    passphraseFile: options.passphraseFile,
    deployment: options.deployment,
    databaseUrl: env.DATABASE_URL || undefined,
    rpcUrl: env.VELUM_RPC_URL || undefined,
  }
}
