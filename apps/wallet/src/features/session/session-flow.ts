import type { Engine } from '../../engine/engine.ts'
import { createFlow, type Flow } from '../flow.ts'
import { asProblem, type Problem } from '../problem.ts'

export type SessionState =
  | { readonly step: 'starting' }
  | { readonly step: 'welcome'; readonly busy: boolean; readonly problem?: Problem }
  | { readonly step: 'locked'; readonly busy: boolean; readonly problem?: Problem; readonly why?: LockReason }
  | { readonly step: 'open' }
  | {
      readonly step: 'unusable'
      readonly problem: Problem
      readonly restoring: boolean
      readonly restoreProblem?: Problem
    }

/** `elsewhere`: another tab locked the wallet. */
type LockReason = 'idle' | 'elsewhere'

export interface SessionFlow extends Flow<SessionState> {
  start(): Promise<void>
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  lock(why?: LockReason): Promise<void>
  restore(restore: { backup: Uint8Array; passphrase: string }): Promise<void>
  erase(): Promise<void>
}

/** Opens and closes the vault. The page behind it is whatever address the holder came with. */
export function createSessionFlow(engine: Engine): SessionFlow {
  const flow = createFlow<SessionState>({ step: 'starting' })
  let reason: LockReason | undefined

  engine.subscribe((event) => {
    if (event !== 'locked' || flow.get().step !== 'open') return
    flow.set({ step: 'locked', busy: false, why: reason ?? 'elsewhere' })
  })

  const start = async () => {
    try {
      const state = await engine.vaultState()
      if (state === 'missing') flow.set({ step: 'welcome', busy: false })
      else if (state === 'locked') flow.set({ step: 'locked', busy: false })
      else flow.set({ step: 'open' })
    } catch (error) {
      flow.set({ step: 'unusable', problem: asProblem(error), restoring: false })
    }
  }

  const open = async (step: 'welcome' | 'locked', work: () => Promise<void>) => {
    flow.set({ step, busy: true })
    try {
      await work()
      flow.set({ step: 'open' })
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === 'vault-corrupted' || problem.code === 'vault-too-new') {
        flow.set({ step: 'unusable', problem, restoring: false })
      } else flow.set({ step, busy: false, problem })
    }
  }

  return {
    get: flow.get,
    subscribe: flow.subscribe,
    start,
    create: (passphrase) => open('welcome', () => engine.createVault(passphrase)),
    unlock: (passphrase) => open('locked', () => engine.unlock(passphrase)),
    async lock(why) {
      if (flow.get().step !== 'open') return
      reason = why
      await engine.lock()
      flow.set(why ? { step: 'locked', busy: false, why } : { step: 'locked', busy: false })
      reason = undefined
    },
    async restore(restore) {
      const state = flow.get()
      if (state.step === 'welcome') return open('welcome', () => engine.restoreBackup(restore))
      if (state.step !== 'unusable') return
      const { problem } = state
      flow.set({ step: 'unusable', problem, restoring: true })
      try {
        await engine.restoreBackup(restore)
        flow.set({ step: 'open' })
      } catch (error) {
        flow.set({ step: 'unusable', problem, restoring: false, restoreProblem: asProblem(error) })
      }
    },
    async erase() {
      await engine.eraseVault()
      flow.set({ step: 'welcome', busy: false })
    },
  }
}
