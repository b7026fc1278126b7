import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { decrypt, encrypt } from './cipher.ts'
import { unwrapDataKey } from './data-key.ts'
import { pad, unpad } from './padding.ts'
import type { VaultRecord } from './record-seal.ts'
import { openRecords, type VaultAccess } from './vault-access.ts'
import { VaultError } from './vault-error.ts'
import { decodeVaultHeader, type VaultHeader } from './vault-header.ts'
import { deriveVaultKeys } from './vault-keys.ts'
import { readHeader } from './vault-layout.ts'

const format = 'velum-backup'
const version = 1

/** JSON: the vault's header as text, and all records sealed together. */
export async function sealBackup(access: VaultAccess): Promise<Uint8Array> {
  const { stored } = await readHeader(access.storage)
  const header = new TextDecoder().decode(stored)
  const records = (await openRecords(access)).map(({ record }) => record)
  const sealed = await encrypt({
    key: access.keys().backup,
    content: pad(new TextEncoder().encode(JSON.stringify(records))),
    context: context(header),
    random: access.random,
  })
  return new TextEncoder().encode(
    JSON.stringify({ format, version, header, sealed: encodeBase64url(sealed) }, undefined, 1),
  )
}

/** Throws VaultError 'backup-invalid', 'wrong-passphrase' and 'vault-too-new'. */
export async function openBackup(
  backup: Uint8Array,
  passphrase: string,
): Promise<{ readonly records: readonly VaultRecord[]; readonly header: VaultHeader }> {
  const { headerText, sealed } = parseBackup(backup)
  const header = await decodeVaultHeader(headerText).catch((cause) => {
    throw cause instanceof VaultError && cause.code === 'vault-too-new' ? cause : invalid(cause)
  })
  const keys = await deriveVaultKeys(await unwrapDataKey(header, passphrase))
  const content = await decrypt({ key: keys.backup, sealed, context: context(headerText) })
  if (content === undefined) throw invalid()
  return { header, records: JSON.parse(new TextDecoder().decode(unpad(content))) as VaultRecord[] }
}

function parseBackup(backup: Uint8Array): { readonly headerText: string; readonly sealed: Uint8Array } {
  let file: { format?: unknown; version?: unknown; header?: unknown; sealed?: unknown } | null
  try {
    file = JSON.parse(new TextDecoder().decode(backup))
  } catch (cause) {
    throw invalid(cause)
  }
  if (file?.format !== format || typeof file.header !== 'string' || typeof file.sealed !== 'string')
    throw invalid()
  if (typeof file.version === 'number' && file.version > version) {
    throw new VaultError(
      'vault-too-new',
      'A newer version of the wallet has made this backup; update the wallet.',
    )
  }
  const sealed = decodeBase64url(file.sealed)
  if (file.version !== version || sealed === undefined) throw invalid()
  return { headerText: file.header, sealed }
}

function context(header: string): string {
  return `${format},${version},${header}`
}

function invalid(cause?: unknown): VaultError {
  return new VaultError(
    'backup-invalid',
    'This file is not a backup of a wallet, or it is damaged; choose another file.',
    { cause },
  )
}
