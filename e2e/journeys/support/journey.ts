import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { findFreePorts, type Stack, startStack } from '../../../apps/local-stack/src/index.ts'

export interface World extends Stack {
  /** Where the stack keeps its state, for command lines beside it. */
  readonly stateDir: string
}

/** A test with the stack that `npm start` starts, on free ports and in a folder of its own. */
export const test = base.extend<object, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright reads what a fixture needs from its first parameter.
    async ({}, use) => {
      const stateDir = await mkdtemp(join(tmpdir(), 'velum-journey-'))
      const stack = await startStack({ ports: await findFreePorts(), stateDir })
      await use({ ...stack, stateDir })
      await stack.stop()
      await rm(stateDir, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

export { expect } from '@playwright/test'
