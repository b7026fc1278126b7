import { readFile } from 'node:fs/promises'
import { refused } from './cli-error.ts'

/** Reads certificates as DER or PEM: their DER octets. Throws CliError 'file-unreadable'. */
export async function readCertificates(paths: readonly string[]): Promise<Uint8Array[]> {
  return (await Promise.all(paths.map(read))).flat()
}

async function read(path: string): Promise<Uint8Array[]> {
  const octets = await readFile(path).catch(() => {
    throw refused('file-unreadable', `The certificate ${path} cannot be read. Check its name.`)
  })
  const text = octets.toString('latin1')
  const blocks = [
    ...text.matchAll(/-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g),
  ]
  if (blocks.length === 0) return [Uint8Array.from(octets)]
  return blocks.map(([, body = '']) => Uint8Array.from(Buffer.from(body, 'base64')))
}
