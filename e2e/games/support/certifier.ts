import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

cryptoProvider.set(webcrypto as unknown as Crypto)

const { subtle } = webcrypto
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const validity = { notBefore: new Date('2020-01-01'), notAfter: new Date('2040-01-01') }

/** A key that is certified to be somebody's, the way an eID is. */
export interface CertifiedKey {
  readonly certificate: Uint8Array
  sign(statement: Uint8Array): Promise<Uint8Array>
}

/** An authority that certifies who owns a key, and has nothing to do with the issuer. */
export async function createCertifier(name: string) {
  const keys = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const own = await X509CertificateGenerator.createSelfSigned({
    ...{ name, keys, signingAlgorithm: algorithm, ...validity },
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  })
  return {
    anchor: octetsOf(own),
    async certify(subject: string): Promise<CertifiedKey> {
      const pair = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
      const certificate = await X509CertificateGenerator.create({
        ...{ subject, issuer: own.subject, publicKey: pair.publicKey },
        ...{ signingKey: keys.privateKey, signingAlgorithm: algorithm, ...validity },
      })
      return {
        certificate: octetsOf(certificate),
        sign: async (statement) => new Uint8Array(await subtle.sign(algorithm, pair.privateKey, statement)),
      }
    },
  }
}

const octetsOf = (certificate: X509Certificate) => new Uint8Array(certificate.rawData)
