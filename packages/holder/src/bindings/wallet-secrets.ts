import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { createHolderSecrets, type HolderSecrets } from '@velum/binding'
import { collectionName, type Vault } from '@velum/vault'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'

/** In hexadecimal. */
interface StoredSecrets {
  readonly holderSecret: string
  readonly nymSecret: string
}

// A collection of their own, so that nothing that lists another one for a view ever has them in its hands. They go into
// backups with everything else: without them, bound credentials are of no use.
const secretCollection = collectionName<StoredSecrets>('secrets')
const theOnlyOnes = 'holder'

/** The secrets to which this wallet's credentials are bound; undefined before the first registration. */
export async function readSecrets(vault: Vault): Promise<HolderSecrets | undefined> {
  const stored = await vault.get(secretCollection, theOnlyOnes)
  return stored && decode(stored)
}

/** The same, where a credential is bound already. Throws HolderError 'secrets-lost'. */
export async function requireSecrets(vault: Vault): Promise<HolderSecrets> {
  const secrets = await readSecrets(vault)
  if (secrets !== undefined) return secrets
  throw new HolderError(
    'secrets-lost',
    'The secrets that the cards of this wallet are bound to are not here any more; restore a backup.',
  )
}

/** The wallet's secrets, made when there are none yet. They are in the vault before anybody registers them: an issuer
 *  gives nobody a second pseudonym. */
export async function ensureSecrets({ vault, random }: WalletWorld): Promise<HolderSecrets> {
  const { holderSecret, nymSecret } = createHolderSecrets(random)
  const drawn = { holderSecret: bytesToHex(holderSecret), nymSecret: bytesToHex(nymSecret) }
  const stored = await vault.transaction(async (within) => {
    const held = await within.get(secretCollection, theOnlyOnes)
    if (held === undefined) within.put(secretCollection, theOnlyOnes, drawn)
    return held ?? drawn
  })
  return decode(stored)
}

function decode({ holderSecret, nymSecret }: StoredSecrets): HolderSecrets {
  return { holderSecret: hexToBytes(holderSecret), nymSecret: hexToBytes(nymSecret) }
}
