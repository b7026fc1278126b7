import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

cryptoProvider.set(webcrypto as unknown as Crypto)

const { subtle } = webcrypto
const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export type KeyKind = 'P-256' | 'P-384' | 'Ed25519'

/** A key that its owner signs with, the way an eID does. */
export interface CertifiedKey {
  readonly certificate: Uint8Array
  sign(statement: Uint8Array): Promise<Uint8Array>
}

export interface Certifier {
  readonly anchor: Uint8Array
  certify(options: { subject: string; kind?: KeyKind; from?: string; until?: string }): Promise<CertifiedKey>
}

const algorithmOf = (kind: KeyKind) =>
  kind === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: kind, hash: 'SHA-256' }

const octetsOf = (certificate: X509Certificate) => new Uint8Array(certificate.rawData)

/** An authority that certifies who owns a key. */
export async function createCertifier(name = 'CN=National eID'): Promise<Certifier> {
  const keys = (await subtle.generateKey(p256, true, ['sign', 'verify'])) as CryptoKeyPair
  const own = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2040-01-01'),
    signingAlgorithm: p256,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  })
  return {
    anchor: octetsOf(own),
    async certify({ subject, kind = 'P-256', from = '2025-01-01', until = '2030-01-01' }) {
      const algorithm = algorithmOf(kind)
      const pair = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
      const certificate = await X509CertificateGenerator.create({
        subject,
        issuer: own.subject,
        publicKey: pair.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: p256,
        notBefore: new Date(from),
        notAfter: new Date(until),
        extensions: [new KeyUsagesExtension(KeyUsageFlags.nonRepudiation, true)],
      })
      return {
        certificate: octetsOf(certificate),
        sign: async (statement) => new Uint8Array(await subtle.sign(algorithm, pair.privateKey, statement)),
      }
    },
  }
}
