import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCertifier } from '../../../e2e/games/support/certifier.ts'
import { readCase } from '../src/read-case.ts'
import { readCertificates } from '../src/read-certificate.ts'
import { readText } from '../src/text-file.ts'

let folder: string
let der: Buffer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'velum-authority-files-'))
  der = Buffer.from((await createCertifier('CN=National eID')).anchor)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(content: Uint8Array | string): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`

test('a text keeps its byte order mark, and must be UTF-8', async () => {
  // RFC 3629: EF BB BF is U+FEFF, and FF is in no text.
  expect(await readText(await file(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)))).toBe('\uFEFF{}')
  const path = await file(Uint8Array.of(0x7b, 0xff, 0x7d))
  await expect(readText(path)).rejects.toMatchObject({ code: 'file-malformed' })
  await expect(readCase(path)).rejects.toMatchObject({ code: 'file-malformed' })
  await expect(readText(join(folder, 'none'))).rejects.toMatchObject({ code: 'file-unreadable' })
})

test('a certificate is read as DER and PEM, several in one file too', async () => {
  const text = pem(der.toString('base64'))
  expect(await readCertificates([await file(der)])).toEqual([Uint8Array.from(der)])
  expect(await readCertificates([await file(`# National eID\n${text}${text}`)])).toHaveLength(2)
})

test('a damaged certificate is refused, and so is a file that has one beside a good one', async () => {
  const body = der.toString('base64')
  const cut = body.slice(0, body.length - 40)
  const damaged = [
    pem(cut),
    pem(`${cut}!${body.slice(cut.length)}`),
    pem(body) + pem(cut),
    pem(body) + pem(body).replace('-----END', '----END'),
    pem(body) + pem('').replace('\n\n', '\n'),
    pem(body).replace('BEGIN', 'BEGIM'),
    der.subarray(1),
    Buffer.concat([der, Buffer.of(0)]),
    '',
  ]
  for (const content of damaged) {
    const read = readCertificates([await file(content)])
    await expect(read, String(content)).rejects.toMatchObject({ code: 'certificate-malformed' })
  }
})
