import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseCertificates } from '@velum/authority'
import { refused } from './cli-error.ts'

/** Reads certificates as DER or PEM: their DER octets. Throws CliError 'file-unreadable', and 'certificate-malformed' for a file of which
 *  any is damaged or that has none: whoever trusts it must not be told that nothing was certified. */
export async function readCertificates(paths: readonly string[]): Promise<Uint8Array[]> {
  return (await Promise.all(paths.map(read))).flat()
}

async function read(path: string): Promise<Uint8Array[]> {
  const octets = await readFile(path).catch(() => {
    throw refused('file-unreadable', `The certificate ${path} cannot be read. Check its name.`)
  })
  const found = parseCertificates(octets)
  const begun = octets.toString('latin1').match(/-----BEGIN CERTIFICATE/g)?.length ?? 1
  if (found.length < begun || !found.every(isCertificate)) {
    throw refused(
      'certificate-malformed',
      `The file ${path} is no certificate, or was damaged. Take another copy, as PEM or DER.`,
    )
  }
  return found
}

function isCertificate(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).raw.length === der.length
  } catch {
    return false
  }
}
