import { spawn } from 'node:child_process'

/** The longest that a command may take before it counts as stuck. */
const longestMs = 120_000

/** Runs a Node program without a terminal and resolves to what it said on both outputs, in the order in which it said it. */
export function runProgram(options: {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}): Promise<{ output: string; exitCode: number }> {
  const { program, args, cwd, env } = options
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      // No more of our surroundings than Node needs: settings of whoever started the stack are not this party's.
      env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMs,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        output += text
      })
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ output: output.trimEnd(), exitCode: code ?? 1 }))
  })
}
