import { join } from 'node:path'

/** What all commands share: options first, then the environment. */
export interface Settings {
  readonly dir: string
  readonly json: boolean
  readonly passphraseFile: string | undefined
  /** A file or an address of a deployment; the one kept in `dir` when absent. */
  readonly deployment: string | undefined
  readonly rpcUrl: string | undefined
}

/** The options of the program, as commander hands them over. */
export interface GlobalOptions {
  readonly dir?: string
  readonly json?: boolean
  readonly passphraseFile?: string
  readonly deployment?: string
}

export const defaultDir = join('.velum', 'authority')

export function readSettings(options: GlobalOptions, env: NodeJS.ProcessEnv): Settings {
  return {
    dir: options.dir ?? (env.VELUM_AUTHORITY_DIR || defaultDir),
    json: options.json ?? false,
    passphraseFile: options.passphraseFile ?? (env.VELUM_PASSPHRASE_FILE || undefined),
    deployment: options.deployment ?? (env.VELUM_DEPLOYMENT || undefined),
    rpcUrl: env.VELUM_RPC_URL || undefined,
  }
}
