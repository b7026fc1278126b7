import 'fake-indexeddb/auto'
import {
  type Argon2Parameters,
  collectionName,
  createIndexedDbStorage,
  createVault,
  openVault,
  type TabChannel,
} from '@velum/vault'

/** Argon2id as cheap as it gets: what is tested is the vault around it. */
export const cheap: Argon2Parameters = { memoryKiB: 8, iterations: 1, parallelism: 1 }
export const passphrase = 'correct horse battery'

export interface Note {
  readonly text: string
}
export const notes = collectionName<Note>('notes')
export const counters = collectionName<number>('counters')

let databases = 0
export const freshDatabase = (): string => `vault-${++databases}`

/** A new vault in a database of its own. */
export async function smallVault(tabs?: TabChannel) {
  const databaseName = freshDatabase()
  const storage = createIndexedDbStorage({ databaseName })
  const vault = await createVault({ storage, passphrase, argon2: cheap, ...(tabs && { tabs }) })
  return { databaseName, storage, vault }
}

/** The same vault as another tab has it. */
export function otherTab(databaseName: string, tabs?: TabChannel) {
  return openVault({ storage: createIndexedDbStorage({ databaseName }), passphrase, ...(tabs && { tabs }) })
}
