import { describe, expect, it } from 'vitest'
import {
  describeEvidenceStep,
  type EvidenceVerdict,
  explainEvidence,
  parseCertificates,
} from '../../src/index.ts'

const anchored = { blockNumber: 20, at: new Date('2026-11-23T18:00:00Z') }
const valid: EvidenceVerdict = {
  ...{ valid: true, steps: [{ name: 'snapshot', passed: true }], notChecked: ['revocation', 'purpose'] },
  ...{ whoSays: 'issuer', accreditedAs: 'Town Hall', person: { familyName: 'Ōtani' } },
  record: { date: '2026-11-23', recordVersion: 3, anchored },
  proves: {
    type: 'transaction',
    transaction: { description: { en: 'Borrow it.', zh: '借用。' }, reference: 'it' },
  } as NonNullable<EvidenceVerdict['proves']>,
}
const certified = { subject: 'CN=Mei Ōtani', issuer: 'CN=eID' }

describe('what an evidence file is said to prove', () => {
  it('is nothing where a step did not hold', () => {
    const { proved, whoSays, conclusion } = explainEvidence({ ...valid, valid: false }, 'en')
    expect([proved, whoSays]).toEqual([undefined, undefined])
    expect(conclusion).toContain('proves nothing')
  })

  it('is the words that were agreed to, or only presence', () => {
    expect(explainEvidence(valid, 'zh')).toMatchObject({
      agreedTo: { en: 'Borrow it.', zh: '借用。' },
      reference: 'it',
    })
    const presence = { ...valid, proves: { type: 'presence' } } as EvidenceVerdict
    const { proved, agreedTo } = explainEvidence(presence, 'en')
    expect(proved).toContain('Nothing shows what they did')
    expect(agreedTo).toBeUndefined()
  })

  it('rests on the issuer’s word, unless an independent signature says it too', () => {
    const word = explainEvidence(valid, 'en').whoSays
    expect(word?.short).toBe('The issuer’s word alone')
    expect(word?.sentences.join(' ')).toContain('(Town Hall)')
    expect(word?.sentences.join(' ')).toContain('record 3 of that person, dated 2026-11-23')
    const other = explainEvidence({ ...valid, certified }, 'zh').whoSays
    expect(other?.sentences.at(-1)).toContain('不完全一致')
    const signed = explainEvidence({ ...valid, certified, whoSays: 'independent-signature' }, 'en').whoSays
    expect(signed?.short).toBe('An independent signature')
    expect(signed?.sentences.join(' ')).toContain('CN=Mei Ōtani (issued by CN=eID)')
  })

  it('never names the person', () => {
    for (const language of ['en', 'zh'] as const)
      expect(JSON.stringify(explainEvidence(valid, language))).not.toContain('Ōtani')
  })

  it('says each step in both languages, held and not', () => {
    const texts = (['en', 'zh'] as const).flatMap((language) =>
      [true, false].map((passed) => describeEvidenceStep({ name: 'partials', passed }, language)),
    )
    expect(new Set(texts).size).toBe(4)
  })
})

describe('a certificate file', () => {
  const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`
  const octets = (text: string) => new TextEncoder().encode(text)

  it('is DER, or PEM with one certificate or more', () => {
    expect(parseCertificates(Uint8Array.of(0x30, 0x82))).toEqual([Uint8Array.of(0x30, 0x82)])
    const two = octets(`Subject: a\n${pem('MIIB')}${pem('MI\nIC')}`)
    expect(parseCertificates(two)).toEqual([Uint8Array.of(0x30, 0x82, 1), Uint8Array.of(0x30, 0x82, 2)])
  })

  it('holds none where the text only looks like one', () => {
    expect(parseCertificates(octets(pem('=M=')))).toEqual([])
  })
})
