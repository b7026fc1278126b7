import type { EngineCall, EngineReply } from '../engine/messages.ts'
import type { Surroundings } from './surroundings.ts'
import { createVaultKeeper, type VaultMethods } from './vault-keeper.ts'
import type { WalletMethods } from './wallet-methods.ts'

interface WorkerEngineOptions {
  readonly surroundings: Surroundings
  readonly send: (reply: EngineReply) => void
}

export interface WorkerEngine {
  /** Does what a call asks for and sends its reply; never rejects. */
  answer(call: EngineCall): Promise<void>
}

/** The wallet behind the messages. Opening the vault needs little; what signs, proves and reads chains is loaded beside
 *  it, and is there when the vault is open. */
export function createWorkerEngine({ surroundings, send }: WorkerEngineOptions): WorkerEngine {
  const keeper = createVaultKeeper({
    surroundings,
    onEvent: (event) => send({ kind: 'event', event }),
  })
  const heavy = () => import('./heavy.ts')

  async function methods(method: string): Promise<VaultMethods | WalletMethods> {
    if (Object.hasOwn(keeper.methods, method)) return keeper.methods
    const { createWalletMethods } = await heavy()
    return keeper.forOpenVault((vault) =>
      createWalletMethods({
        vault,
        surroundings,
        onChainChange: () => send({ kind: 'event', event: 'changed' }),
      }),
    )
  }

  return {
    async answer({ id, method, argument }) {
      try {
        const owner = (await methods(method)) as Record<string, Method>
        const run = owner[method]
        if (!run) throw new Error(`The engine has no method ${method}.`)
        const value = await run(argument, (step) => send({ kind: 'progress', id, step }))
        send({ kind: 'result', id, value })
      } catch (error) {
        const { explainInBoth } = await heavy()
        send({ kind: 'error', id, ...explainInBoth(error) })
      }
    },
  }
}

type Method = (argument: unknown, onProgress: (step: string) => void) => Promise<unknown>
