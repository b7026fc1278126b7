import type { IndependentSignature } from '@velum/holder'
import { EngineError } from '../../engine/engine-error.ts'

const pemBegin = '-----BEGIN CERTIFICATE-----'
const pemEnd = '-----END CERTIFICATE-----'
const rawLength = 64

/** A certificate (X.509 in PEM or DER) and a signature (64 octets, or ECDSA in DER as many tools write it), out of the two
 *  files that the holder picked in any order. Whether they fit each other is checked when the record is registered.
 *  Throws EngineError 'signature-unreadable'. */
export function readCertificate(files: readonly Uint8Array[]): IndependentSignature {
  const certificates = files.map(certificateOf)
  const at = certificates.findIndex((found) => found !== undefined)
  const certificate = certificates[at]
  const signature = signatureOf(files[1 - at] ?? new Uint8Array(0))
  if (files.length !== 2 || !certificate || !signature) throw unreadable()
  return { certificate, signature }
}

function certificateOf(file: Uint8Array): Uint8Array | undefined {
  const text = new TextDecoder().decode(file)
  const begin = text.indexOf(pemBegin)
  if (begin >= 0) {
    const body = text.slice(begin + pemBegin.length, text.indexOf(pemEnd))
    try {
      return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0))
    } catch {
      // Not base64, so no certificate.
      return undefined
    }
  }
  // A DER sequence whose length takes two octets: longer than any signature.
  return file[0] === 0x30 && file[1] === 0x82 ? file : undefined
}

function signatureOf(file: Uint8Array): Uint8Array | undefined {
  if (file.length === rawLength) return file
  // Ecdsa-Sig-Value (RFC 3279 §2.2.3): a sequence of the two integers r and s.
  if (file[0] !== 0x30 || file[1] !== file.length - 2) return undefined
  const r = integerAt(file, 2)
  const s = r && integerAt(file, r.end)
  if (!s || s.end !== file.length) return undefined
  const raw = new Uint8Array(rawLength)
  raw.set(r.octets, rawLength / 2 - r.octets.length)
  raw.set(s.octets, rawLength - s.octets.length)
  return raw
}

function integerAt(der: Uint8Array, start: number): { octets: Uint8Array; end: number } | undefined {
  const length = der[start + 1] ?? 0
  const end = start + 2 + length
  if (der[start] !== 0x02 || length === 0 || end > der.length) return undefined
  const sign = der[start + 2] === 0 ? 1 : 0
  const octets = der.subarray(start + 2 + sign, end)
  return octets.length <= rawLength / 2 ? { octets, end } : undefined
}

function unreadable(): EngineError {
  return new EngineError('signature-unreadable', {
    en: {
      what: 'These are not a certificate and a signature.',
      next: 'Pick two files: the certificate (.pem or .der) and the signature over the saved file.',
    },
    zh: {
      what: '这两个文件不是证书和签名。',
      next: '请选择两个文件：证书（.pem 或 .der）以及对所保存文件的签名。',
    },
  })
}
