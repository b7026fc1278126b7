import { readFile } from 'node:fs/promises'
import { parseCertificates } from '@velum/authority'
import { refused } from './cli-error.ts'

/** Reads certificates as DER or PEM: their DER octets. Throws CliError 'file-unreadable'. */
export async function readCertificates(paths: readonly string[]): Promise<Uint8Array[]> {
  return (await Promise.all(paths.map(read))).flat()
}

async function read(path: string): Promise<Uint8Array[]> {
  const octets = await readFile(path).catch(() => {
    throw refused('file-unreadable', `The certificate ${path} cannot be read. Check its name.`)
  })
  return parseCertificates(octets)
}
