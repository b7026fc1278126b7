import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  basisHash,
  type Evidence,
  encodeOpeningCase,
  type OpeningCase,
  parseOpeningCase,
  readQuestion,
} from '../../src/index.ts'

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const authority = { id: `0x${'ab'.repeat(32)}`, epoch: 3, key: Buffer.alloc(48, 1).toString('base64url') }

const transaction = base64url(
  '{"type":"velum-transaction-1","credential_ids":["id"],"description":{"en":"Borrow.","zh":"借阅。"},"reference":"1"}',
)

/** The payload of a question, with other members where a test wants them. */
function requestObject(changes: Record<string, unknown> = {}, statements: unknown = undefined): string {
  const escrow = { type: 'escrow', authority: authority.id, epoch: authority.epoch }
  const meta = {
    type_values: [['https://schema.example/Resident']],
    statements: statements ?? [{ type: 'possession' }, { type: 'pseudonym', label: 'account' }, escrow],
  }
  const payload = {
    nonce: 'n',
    client_id: 'decentralized_identifier:did:web:service.example',
    iat: 1_795_000_000,
    transaction_data: [transaction],
    dcql_query: { credentials: [{ id: 'id', format: 'ldp_vc', meta }] },
    ...changes,
  }
  return `${base64url('{"alg":"EdDSA"}')}.${base64url(JSON.stringify(payload))}.c2lnbmF0dXJl`
}

const evidence: Evidence = {
  version: 1,
  presentationId: `0x${'01'.repeat(32)}`,
  presentation: { type: ['VerifiablePresentation'] },
  requestObject: requestObject(),
  requestKey: 'z6Mk',
  transcript: {
    nonce: 'n',
    audience: 'decentralized_identifier:did:web:service.example',
    time: 1_795_000_000,
    transaction,
    authority,
  },
  credentials: [
    { issuer: 'did:web:a', issuerKey: 'z1', templateDigest: 'sha256-1', template: '{}', profile: null },
  ],
}
const openingCase: OpeningCase = {
  version: 1,
  evidence,
  basis: { name: 'complaint.pdf', content: base64url('%PDF'), salt: base64url('s'.repeat(32)) },
  handover: { opener: `0x${'1A'.repeat(20)}`, until: 1_800_000_000, signature: `0x${'00'.repeat(65)}` },
}

describe('an opening case', () => {
  it('is read as it was written, with a handover and without', () => {
    const { handover: _, ...without } = openingCase
    for (const one of [openingCase, without]) expect(parseOpeningCase(encodeOpeningCase(one))).toEqual(one)
  })

  it('has one text: no space, no member twice, no other order, none that is unknown', () => {
    const text = encodeOpeningCase(openingCase)
    const others = [
      `${text} `,
      JSON.stringify(openingCase, null, 1),
      text.replace('"nonce":"n"', '"nonce":"m","nonce":"n"'),
      text.replace('"version":1}', '"version":1,"version":1}'),
      text.replace('{"basis"', '{"also":1,"basis"'),
      text.replace('"epoch":3', '"epoch":3.0'),
      text.replace('complaint', 'compl\\u0061int'),
      '['.repeat(100_000),
      '',
    ]
    for (const other of others)
      expect(() => parseOpeningCase(other)).toThrowError(
        expect.objectContaining({ name: 'ExchangeError', code: 'case-malformed' }),
      )
  })

  it.each([
    ['a folder in the name', { basis: { ...openingCase.basis, name: '../../.ssh/config' } }],
    ['a hidden name', { basis: { ...openingCase.basis, name: '.profile' } }],
    ['a name that turns letters round', { basis: { ...openingCase.basis, name: 'a\u202efdp.exe' } }],
    ['a document that is not base64url', { basis: { ...openingCase.basis, content: 'a+/=' } }],
    ['no salt', { basis: { name: 'complaint.pdf', content: 'AAAA' } }],
    ['a short salt', { basis: { ...openingCase.basis, salt: base64url('s'.repeat(31)) } }],
    ['another id', { evidence: { ...evidence, presentationId: `0X${'01'.repeat(32)}` } }],
    ['no credential', { evidence: { ...evidence, credentials: [] } }],
    ['a key of another length', { evidence: withAuthority({ key: 'AAAA' }) }],
    ['a negative epoch', { evidence: withAuthority({ epoch: -1 }) }],
    ['a time that is no date', { evidence: withTime(Number.MAX_SAFE_INTEGER) }],
    ['a time after this century', { evidence: withTime(4_102_444_800) }],
    ['a handover without end', { handover: { ...openingCase.handover, until: Number.MAX_SAFE_INTEGER } }],
    ['a short signature', { handover: { opener: `0x${'1a'.repeat(20)}`, until: 1, signature: '0x00' } }],
  ])('is refused with %s', (_, changes) => {
    expect(() => encodeOpeningCase({ ...openingCase, ...changes } as OpeningCase)).toThrowError(
      expect.objectContaining({ code: 'case-malformed' }),
    )
  })

  it('names its document by SHA-256 of salt and content, so that no guess of the document finds it', () => {
    const { basis } = openingCase
    const hash = createHash('sha256').update('s'.repeat(32)).update('%PDF').digest('hex')
    expect(basisHash(openingCase)).toBe(`0x${hash}`)
    const other = { basis: { ...basis, salt: base64url('t'.repeat(32)) } }
    expect(basisHash(other)).not.toBe(basisHash(openingCase))
    expect(() => basisHash({ basis: { ...basis, salt: '' } })).toThrowError(
      expect.objectContaining({ code: 'case-malformed' }),
    )
  })
})

describe('the question in evidence', () => {
  it('says what was to be proved and what was agreed to', () => {
    expect(readQuestion(evidence)).toEqual({
      expectations: {
        time: 1_795_000_000,
        transactionHash: Uint8Array.from(createHash('sha256').update(transaction).digest()),
        authority: { id: authority.id, epoch: 3 },
        statements: [[{ type: 'possession' }, { type: 'pseudonym', label: 'account' }, { type: 'escrow' }]],
        sameHolder: false,
      },
      transaction: { description: { en: 'Borrow.', zh: '借阅。' }, reference: '1' },
    })
    const transcript = { ...evidence.transcript, transaction: null }
    const login = { ...evidence, transcript, requestObject: requestObject({ transaction_data: undefined }) }
    expect(readQuestion(login).transaction).toBeUndefined()
    expect(readQuestion(login).expectations.transactionHash).toBeNull()
  })

  it.each([
    ['nonce', { nonce: 'm' }],
    ['service', { client_id: 'decentralized_identifier:did:web:elsewhere.example' }],
    ['time', { iat: 1_795_000_001 }],
    ['transaction', { transaction_data: [base64url('{}')] }],
    ['transaction, namely none', { transaction_data: undefined }],
  ])('contradicts a transcript of another %s', (_, changes) => {
    const other = { ...evidence, requestObject: requestObject(changes) }
    expect(() => readQuestion(other)).toThrowError(
      expect.objectContaining({ code: 'evidence-contradictory' }),
    )
  })

  it.each([
    ['no escrow', [{ type: 'possession' }]],
    ['escrow to another authority', [{ type: 'escrow', authority: `0x${'cd'.repeat(32)}`, epoch: 3 }]],
    ['escrow in another epoch', [{ type: 'escrow', authority: authority.id, epoch: 2 }]],
  ])('contradicts a transcript of escrow by asking for %s', (_, statements) => {
    const other = { ...evidence, requestObject: requestObject({}, statements) }
    expect(() => readQuestion(other)).toThrowError(
      expect.objectContaining({ code: 'evidence-contradictory' }),
    )
  })

  it.each([
    ['no request object', 'nothing'],
    ['one without a query', requestObject({ dcql_query: undefined })],
    ['one with a statement nobody knows', requestObject({}, [{ type: 'sorcery' }])],
    ['one whose transactions are no list', requestObject({ transaction_data: transaction })],
  ])('is not read from %s', (_, object) => {
    expect(() => readQuestion({ ...evidence, requestObject: object })).toThrowError(
      expect.objectContaining({ code: 'evidence-malformed' }),
    )
  })
})

function withTime(time: number): Evidence {
  return { ...evidence, transcript: { ...evidence.transcript, time } }
}

function withAuthority(changes: object): Evidence {
  const { transcript } = evidence
  return { ...evidence, transcript: { ...transcript, authority: { ...authority, ...changes } } }
}
