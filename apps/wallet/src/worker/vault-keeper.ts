import {
  createIndexedDbStorage,
  createVault,
  eraseVault,
  openVault,
  restoreVault,
  type Vault,
  VaultError,
  vaultExists,
} from '@velum/vault'
import type { Engine, EngineEvent } from '../engine/engine.ts'
import type { Surroundings } from './surroundings.ts'

export type VaultMethods = Pick<
  Engine,
  | 'vaultState'
  | 'createVault'
  | 'unlock'
  | 'lock'
  | 'changePassphrase'
  | 'exportBackup'
  | 'restoreBackup'
  | 'eraseVault'
>

export interface VaultKeeper {
  readonly methods: VaultMethods
  /** Makes something of the open vault once, and gives it again until the vault is closed.
   *  Throws VaultError 'vault-locked'. */
  forOpenVault<Made>(make: (vault: Vault) => Promise<Made>): Promise<Made>
}

interface VaultKeeperOptions {
  readonly surroundings: Surroundings
  readonly onEvent: (event: EngineEvent) => void
}

/** Holds the one vault of this worker while it is open. */
export function createVaultKeeper({ surroundings, onEvent }: VaultKeeperOptions): VaultKeeper {
  const { tabs, random, databaseName } = surroundings
  const storage = createIndexedDbStorage({ databaseName })
  let opened: { readonly vault: Vault; made?: Promise<unknown> } | undefined

  function hold(vault: Vault): void {
    opened?.vault.lock()
    const mine = { vault }
    opened = mine
    vault.subscribe((event) => {
      if (event === 'locked' && opened === mine) opened = undefined
      onEvent(event)
    })
  }

  function requireOpen() {
    if (!opened) throw new VaultError('vault-locked', 'The wallet is locked; unlock it first.')
    return opened
  }

  return {
    methods: {
      async vaultState() {
        if (opened) return 'open'
        return (await vaultExists(storage)) ? 'locked' : 'missing'
      },
      createVault: async (passphrase) => hold(await createVault({ storage, passphrase, random, tabs })),
      unlock: async (passphrase) => hold(await openVault({ storage, passphrase, random, tabs })),
      lock: async () => opened?.vault.lock(),
      changePassphrase: (change) => requireOpen().vault.changePassphrase(change),
      exportBackup: () => requireOpen().vault.exportBackup(),
      async restoreBackup({ backup, passphrase }) {
        const restored = await restoreVault({ storage, backup, passphrase, random, tabs, replace: true })
        hold(restored)
        onEvent('changed')
      },
      async eraseVault() {
        opened?.vault.lock()
        await eraseVault(storage)
      },
    },
    forOpenVault<Made>(make: (vault: Vault) => Promise<Made>) {
      const open = requireOpen()
      open.made ??= make(open.vault).catch((error) => {
        delete open.made
        throw error
      })
      return open.made as Promise<Made>
    },
  }
}
