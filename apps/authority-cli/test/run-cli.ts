import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const bin = fileURLToPath(new URL('../bin/velum-authority.mjs', import.meta.url))

export interface CliResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** What `--json` printed. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what its command prints
  readonly json: any
}

export interface RunningCli {
  readonly pid: number
  /** What it wrote so far. */
  output(): string
  kill(signal: NodeJS.Signals): void
  readonly done: Promise<CliResult>
}

/** The command line runs from its build, as it is shipped. */
export function buildCli(): void {
  execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-b', 'apps/authority-cli'], {
    cwd: root,
    stdio: 'inherit',
  })
}

export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder = process.cwd(),
): RunningCli {
  const { VELUM_RPC_URL: _rpc, VELUM_AUTHORITY_DIR: _dir, ...inherited } = process.env
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...inherited, NODE_OPTIONS: '', ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const done = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr, json: parse(stdout) }))
  })
  return {
    pid: child.pid ?? 0,
    output: () => stdout + stderr,
    kill: (signal) => void child.kill(signal),
    done,
  }
}

export function runCli(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliResult> {
  return startCli(args, env).done
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
