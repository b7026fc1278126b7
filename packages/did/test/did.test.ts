import { DidError, ed25519DidKey, ethrDid, isDid, parseDid, parseEthrDid } from '@velum/did'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from './code-of.ts'

const ADDRESS = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

describe('parseDid', () => {
  it.each([
    'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    'did:web:localhost%3A4040',
    'did:web:example.com:user:alice',
    'did:ethr:0x7a69:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  ])('takes %s as it is', (did) => {
    expect(parseDid(did)).toBe(did)
  })

  it('writes did:ethr in lower case, so that equal identities are equal strings', () => {
    expect(parseDid('did:ethr:0x7A69:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')).toBe(
      `did:ethr:0x7a69:${ADDRESS}`,
    )
  })

  it.each([
    ['nothing', ''],
    ['no method', 'did::abc'],
    ['no identifier', 'did:web:'],
    ['a method in capitals', 'did:Web:example.com'],
    ['a fragment', 'did:web:example.com#key-1'],
    ['a query, which would choose an older document', `did:ethr:0x1:${ADDRESS}?versionId=5`],
    ['a path', 'did:web:example.com/path'],
    ['a broken percent sign', 'did:web:localhost%3'],
    ['a line break', 'did:web:example.com\n'],
    ['more than 2,048 characters', `did:key:${'z'.repeat(2048)}`],
  ])('refuses %s', (_, text) => {
    expect(isDid(text)).toBe(false)
    expect(codeOf(() => parseDid(text))).toBe('invalid-did')
  })
})

describe('did:ethr', () => {
  it('always names its chain', () => {
    expect(ethrDid(31337, ADDRESS)).toBe(`did:ethr:0x7a69:${ADDRESS}`)
  })

  it('gives back the chain and the address that it was made of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        (chainId, bytes) => {
          const address = `0x${Buffer.from(bytes).toString('hex')}`
          expect(parseEthrDid(ethrDid(chainId, address.toUpperCase().replace('0X', '0x')))).toEqual({
            chainId,
            address,
          })
        },
      ),
    )
  })

  it.each([
    ['a chain id of zero', 0, ADDRESS],
    ['a fraction', 1.5, ADDRESS],
    ['an address that is too short', 1, '0x1234'],
    ['an address without 0x', 1, ADDRESS.slice(2)],
  ])('is not made of %s', (_, chainId, address) => {
    expect(codeOf(() => ethrDid(chainId, address))).toBe('invalid-did')
  })

  it.each([
    ['no chain', `did:ethr:${ADDRESS}`],
    ['a chain by name', `did:ethr:sepolia:${ADDRESS}`],
    ['a chain id with leading zeros', `did:ethr:0x01:${ADDRESS}`],
    ['a chain id beyond any', `did:ethr:0x${'f'.repeat(20)}:${ADDRESS}`],
    ['a public key', `did:ethr:0x1:0x02${'ab'.repeat(32)}`],
    ['another method', 'did:web:example.com'],
  ])('is not parsed with %s', (_, did) => {
    expect(codeOf(() => parseEthrDid(did))).toBe('invalid-did')
  })
})

describe('did:key', () => {
  it('is made of an Ed25519 public key', () => {
    // The identifier and the key are those of the did:key specification's first Ed25519 example.
    const publicKey = Buffer.from('2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6', 'hex')
    expect(ed25519DidKey(publicKey)).toBe('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK')
  })

  it('is not made of bytes of another length', () => {
    expect(codeOf(() => ed25519DidKey(new Uint8Array(31)))).toBe('invalid-key')
  })
})

it('throws one class of error', () => {
  expect(() => parseDid('x')).toThrow(DidError)
})
