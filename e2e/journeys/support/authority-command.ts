import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeyHolder } from '../../../apps/local-stack/src/index.ts'
import type { World } from './journey.ts'

const script = fileURLToPath(new URL('../../../scripts/authority.mjs', import.meta.url))

export interface Terminal {
  /** What `velum-authority` says to whoever sits before it. */
  readonly exitCode: number | null
  readonly said: string
}

/** Where everybody puts the files that they send each other. */
export async function deskOf({ stateDir }: World): Promise<string> {
  const desk = join(stateDir, 'desk')
  await mkdir(desk, { recursive: true })
  return desk
}

/** Runs `npm run authority -- --as <holder> …` at the desk, as one of the trustees or services of the running stack does. */
export async function runAuthority(
  world: World,
  holder: KeyHolder,
  words: readonly string[],
): Promise<Terminal> {
  const child = spawn(process.execPath, [script, '--as', holder, ...words], {
    cwd: await deskOf(world),
    env: { ...process.env, VELUM_STATE_DIR: world.stateDir, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { exitCode, said }
}
