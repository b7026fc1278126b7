import { rename, rm, writeFile } from 'node:fs/promises'
import { refused } from '../cli-error.ts'

/** An offer to hand out. */
export interface OfferRow {
  readonly line: number
  readonly reference: string
  readonly link: string
  readonly txCode: string
  readonly expiresAt: string
}

/** Tells before anything is issued whether the offers can be written there. Throws CliError 'file-unwritable'. */
export async function requireWritable(path: string): Promise<void> {
  const draft = draftOf(path)
  try {
    await writeFile(draft, '', { mode: 0o600 })
    await rm(draft)
  } catch {
    throw refused(
      'file-unwritable',
      `The file ${path} cannot be written. Nothing was issued; check its folder.`,
    )
  }
}

/** Writes the offers of a job as CSV for whoever sends them out. Who has the file can claim them all: only its
 *  owner can read it, and it appears whole or not at all. */
export async function writeOffers(path: string, offers: readonly OfferRow[]): Promise<void> {
  const lines = offers.map(({ line, reference, link, txCode, expiresAt }) =>
    [String(line), reference, link, txCode, expiresAt].map(quote).join(','),
  )
  const draft = draftOf(path)
  await writeFile(draft, `${['line,reference,link,tx_code,expires_at', ...lines].join('\r\n')}\r\n`, {
    mode: 0o600,
  })
  await rename(draft, path)
}

function draftOf(path: string): string {
  return `${path}.${process.pid}.draft`
}

/** Quoted where RFC 4180 asks for it; a leading sign would be a formula to a spreadsheet. */
function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
