import { createHash, X509Certificate } from 'node:crypto'
import { decode, encode } from 'cborg'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type BindingError,
  createRegistration,
  describeCertificate,
  recordStatement,
  registrationPoints,
  trustCertificate,
  verifyIndependentSignature,
  verifyRegistration,
} from '../../src/index.ts'
import { application, parameters, random, record, utf8 } from '../support/applicant.ts'
import { type CertifiedKey, type Certifier, createCertifier } from '../support/certificates.ts'

const options = application()
let certifier: Certifier
let key: CertifiedKey
let statement: Uint8Array

beforeAll(async () => {
  certifier = await createCertifier()
  key = await certifier.certify({ subject: 'CN=Lena Varga' })
  statement = recordStatement({ parameters, reg: (await registrationPoints(options)).reg, record })
})

const signedBy = async ({ certificate, sign }: CertifiedKey, over = statement) => ({
  certificate,
  signature: await sign(over),
})

describe('an independent signature in a registration', () => {
  it('reaches the issuer', async () => {
    const independent = await signedBy(key)
    const { registration } = await createRegistration({ ...options, independent })
    expect(await verifyRegistration({ ...options, registration })).toMatchObject({
      valid: true,
      registration: { independent },
    })
  })

  it('is over the address of Reg, not Reg, which would open the record to the program that signs', async () => {
    const { reg } = await registrationPoints(options)
    const sha256 = (...octets: Uint8Array[]) =>
      new Uint8Array(createHash('sha256').update(Buffer.concat(octets)).digest())
    const address = sha256(utf8('VELUM_BINDING_V1_ADDRESS_'), reg)
    const { issuer, authority } = parameters
    const text = 'VELUM_BINDING_V1_INDEPENDENT_'
    expect(Buffer.from(statement)).toEqual(
      Buffer.from(encode([text, address, sha256(record), issuer, authority])),
    )
    expect(Buffer.from(statement).includes(Buffer.from(reg))).toBe(false)
  })

  it('may be made with Ed25519 too, and with no other key', async () => {
    const edwards = await certifier.certify({ subject: 'CN=Lena Varga', kind: 'Ed25519' })
    expect(await verifyIndependentSignature(await signedBy(edwards), statement)).toBe(true)
    const large = await certifier.certify({ subject: 'CN=Lena Varga', kind: 'P-384' })
    expect(await verifyIndependentSignature(await signedBy(large), statement)).toBe(false)
  })

  it('cannot be stripped, exchanged or added on the way', async () => {
    const independent = await signedBy(key)
    const { registration } = await createRegistration({ ...options, independent })
    const plain = await createRegistration(options)
    const parts = decode(registration) as unknown[]
    const again = await signedBy(key)
    const other = await signedBy(await certifier.certify({ subject: 'CN=Somebody Else' }))
    for (const changed of [
      parts.with(11, null),
      parts.with(11, [again.certificate, again.signature]),
      parts.with(11, [other.certificate, other.signature]),
      (decode(plain.registration) as unknown[]).with(11, [independent.certificate, independent.signature]),
    ]) {
      expect(await verifyRegistration({ ...options, registration: encode(changed) })).toEqual({
        valid: false,
        reason: 'invalid-proof',
      })
    }
  })

  it('is refused by the wallet when it is one over another record or point, or by another key', async () => {
    const other = await registrationPoints(application())
    const wrong = [
      await signedBy(key, recordStatement({ parameters, reg: other.reg, record })),
      await signedBy(key, recordStatement({ parameters, reg: other.reg, record: utf8('another') })),
      {
        ...(await signedBy(key)),
        certificate: (await certifier.certify({ subject: 'CN=Lena Varga' })).certificate,
      },
      { ...(await signedBy(key)), certificate: random(300) },
      { ...(await signedBy(key)), certificate: new Uint8Array(0) },
      { ...(await signedBy(key)), signature: new Uint8Array(0) },
      { ...(await signedBy(key)), signature: new Uint8Array(64) },
    ]
    for (const independent of wrong) {
      const code = await createRegistration({ ...options, independent }).catch(
        (error: BindingError) => error.code,
      )
      expect(code).toBe('invalid-argument')
    }
  })

  it('holds for one record, point, issuer and authority', async () => {
    const { reg } = await registrationPoints(options)
    const independent = await signedBy(key)
    const others = [
      recordStatement({ parameters, reg, record: utf8('another') }),
      recordStatement({ parameters, reg: (await registrationPoints(application())).reg, record }),
      recordStatement({ parameters: { ...parameters, issuer: 'did:web:other.example' }, reg, record }),
      recordStatement({ parameters: { ...parameters, authority: random(32) }, reg, record }),
      recordStatement({ parameters: { ...parameters, authority: null }, reg, record }),
    ]
    for (const other of others) expect(await verifyIndependentSignature(independent, other)).toBe(false)
    expect(await verifyIndependentSignature(independent, statement)).toBe(true)
  })
})

describe('a certificate', () => {
  const time = new Date('2026-11-23')

  it('names its subject when an anchor issued it and both are valid at the time', async () => {
    const { certificate } = key
    const { anchor } = certifier
    const foreign = await createCertifier('CN=Elsewhere')
    expect(await trustCertificate({ certificate, trustAnchors: [foreign.anchor, anchor], time })).toEqual({
      subject: 'CN=Lena Varga',
      issuer: 'CN=National eID',
    })
  })

  it('says whose it is to whoever has not trusted it yet, as another program does', async () => {
    const { anchor } = certifier
    const described = await describeCertificate(anchor)
    expect(described?.subject).toBe('CN=National eID')
    const { fingerprint256 } = new X509Certificate(anchor)
    expect(Buffer.from(described?.fingerprint ?? []).toString('hex')).toBe(
      fingerprint256.replaceAll(':', '').toLowerCase(),
    )
    for (const none of [random(100), new Uint8Array(), anchor.slice(0, -1), Uint8Array.of(...anchor, 0)])
      expect(await describeCertificate(none)).toBeUndefined()
  })

  it('names nobody otherwise', async () => {
    const { certificate } = key
    const { anchor } = certifier
    const namesake = await createCertifier()
    const expired = await certifier.certify({ subject: 'CN=Lena Varga', until: '2026-11-22' })
    const early = await certifier.certify({ subject: 'CN=Lena Varga', from: '2026-11-24' })
    for (const [of, trustAnchors, at] of [
      [certificate, [], time],
      [certificate, [namesake.anchor], time],
      [certificate, [certificate], time],
      [certificate, [random(100)], time],
      [random(100), [anchor], time],
      [expired.certificate, [anchor], time],
      [early.certificate, [anchor], time],
      [certificate, [anchor], new Date('2019-01-01')],
      [certificate, [anchor], new Date('2041-01-01')],
    ] as const) {
      expect(await trustCertificate({ certificate: of, trustAnchors, time: at })).toBeUndefined()
    }
  })
})
