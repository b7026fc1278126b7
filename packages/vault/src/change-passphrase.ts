import { unwrapDataKey, wrapDataKey } from './data-key.ts'
import { requirePassphrase } from './passphrase-key.ts'
import { type VaultAccess, vaultGone } from './vault-access.ts'
import { encodeIdentity, headerBytes, headerKey, identityKey, readHeader } from './vault-layout.ts'

/** Replaces the header in one step; whoever changed it meanwhile in another tab wins, and this passphrase is then
 *  checked against the new header. Throws VaultError 'wrong-passphrase' and 'passphrase-too-short'. */
export async function changePassphrase(
  access: VaultAccess,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  requirePassphrase(next)
  for (;;) {
    access.keys()
    const { header, stored } = await readHeader(access.storage)
    if (header.vaultId !== access.vaultId) throw vaultGone()
    const dataKey = await unwrapDataKey(header, current)
    const { vaultId, argon2 } = header
    const changed = await wrapDataKey({
      dataKey,
      vaultId,
      passphrase: next,
      argon2,
      random: access.random,
    })
    dataKey.fill(0)
    const replaced = await access.storage.commit(new Map([[headerKey, await headerBytes(changed)]]), {
      entries: new Map([
        [headerKey, stored],
        [identityKey, encodeIdentity(vaultId)],
      ]),
    })
    if (replaced) return
  }
}
