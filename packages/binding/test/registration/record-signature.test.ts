import { beforeAll, describe, expect, it } from 'vitest'
import {
  createRegistration,
  type VerifyRecordSignatureOptions,
  verifyRecordSignature,
  verifyRegistration,
} from '../../src/index.ts'
import { application, parameters, random, record, utf8 } from '../support/applicant.ts'

const options = application()
let signed: VerifyRecordSignatureOptions
let foreign: VerifyRecordSignatureOptions

async function signedBy(applicant: typeof options): Promise<VerifyRecordSignatureOptions> {
  const { registration, reg } = await createRegistration(applicant)
  const verdict = await verifyRegistration({ ...applicant, registration })
  if (!verdict.valid) throw new RangeError('an honest registration was refused')
  const { date, recordSignature } = verdict.registration
  return { ...parameters, reg, record, date, signature: recordSignature }
}

beforeAll(async () => {
  signed = await signedBy(options)
  foreign = await signedBy(application())
})

describe('the signature on an identity record', () => {
  it('is one of the owner of the registration point', async () => {
    expect(await verifyRecordSignature(signed)).toBe(true)
  })

  it('is not one of anybody else', async () => {
    expect(await verifyRecordSignature({ ...signed, reg: foreign.reg })).toBe(false)
    expect(await verifyRecordSignature({ ...signed, signature: foreign.signature })).toBe(false)
  })

  it('is not one over anything else', async () => {
    for (const changes of [
      { record: utf8('another record') },
      { date: '2026-11-22' },
      { issuer: 'did:web:other.example' },
      { chainId: 1 },
      { authority: random(32) },
      { authority: null },
      { templateHash: random(32) },
    ]) {
      expect(await verifyRecordSignature({ ...signed, ...changes })).toBe(false)
    }
  })

  it('is not made of its own parts mixed, zero, too large or too short', async () => {
    const { challenge, response } = signed.signature
    for (const signature of [
      { challenge: response, response: challenge },
      { challenge: foreign.signature.challenge, response },
      { challenge, response: foreign.signature.response },
      { challenge: new Uint8Array(32), response },
      { challenge, response: new Uint8Array(32) },
      { challenge: new Uint8Array(32), response: new Uint8Array(32) },
      { challenge, response: new Uint8Array(32).fill(0xff) },
      { challenge, response: response.subarray(1) },
    ]) {
      expect(await verifyRecordSignature({ ...signed, signature })).toBe(false)
    }
  })

  it('is not one under the identity', async () => {
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)])
    expect(await verifyRecordSignature({ ...signed, reg: identity })).toBe(false)
  })
})
