import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { readCertificate } from '../src/features/offer/read-certificate.ts'

const certificate = Uint8Array.from([0x30, 0x82, 0x01, 0x00, ...new Array(256).fill(7)])
const pem = new TextEncoder().encode(
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`,
)
const raw = new Uint8Array(64).fill(9)

test('takes certificate and signature in any order, the certificate in PEM or DER', () => {
  for (const files of [
    [certificate, raw],
    [raw, certificate],
    [pem, raw],
    [raw, pem],
  ]) {
    expect(readCertificate(files)).toEqual({ certificate, signature: raw })
  }
})

test('takes ECDSA signatures as tools write them, whatever their lengths', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (let round = 0; round < 50; round += 1) {
    const message = Uint8Array.of(round)
    const der = createSign('sha256').update(message).sign(privateKey)
    const { signature } = readCertificate([certificate, Uint8Array.from(der)])
    await expectValid(publicKey, message, signature)
  }
})

test('refuses what are not these two files, by code', () => {
  for (const files of [
    [],
    [certificate],
    [raw],
    [certificate, certificate],
    [raw, raw],
    [certificate, raw, raw],
    [certificate, raw.subarray(1)],
    [certificate, Uint8Array.of(0x30, 2, 2, 0)],
    [new TextEncoder().encode('-----BEGIN CERTIFICATE-----\n!!'), raw],
  ]) {
    expect(() => readCertificate(files)).toThrow(expect.objectContaining({ code: 'signature-unreadable' }))
  }
})

async function expectValid(publicKey: KeyObject, message: Uint8Array<ArrayBuffer>, signature: Uint8Array) {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const key = await crypto.subtle.importKey(
    'spki',
    Uint8Array.from(spki),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  )
  const valid = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Uint8Array.from(signature),
    message,
  )
  expect(valid).toBe(true)
}
