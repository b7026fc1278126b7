import { createDidResolver, type Eip1193Provider, ethrDid, findKey } from '@velum/did'
import { describe, expect, it } from 'vitest'
import { codeOfAsync } from './code-of.ts'

const ADDRESS = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const DID_KEY = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const MULTIKEY = 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'

function resolverWith(request: Eip1193Provider['request']) {
  return createDidResolver({
    networks: [{ chainId: 31337, registryAddress: ADDRESS, provider: { request } }],
    fetch,
  })
}
/** A chain whose registry has an attribute in each of its blocks from the first on, all of one identity. */
function historyOf(attributes: readonly { readonly bytes: number }[]): Eip1193Provider['request'] {
  const word = (value: number | bigint) => value.toString(16).padStart(64, '0')
  const name = Buffer.from('did/pub/Multikey/veriKey/base58').toString('hex').padEnd(64, '0')
  return async ({ method, params }) => {
    if (method === 'eth_call') return `0x${word(attributes.length)}`
    const [filter] = params as [{ fromBlock: string }]
    const block = Number(method === 'eth_getLogs' ? filter.fromBlock : filter)
    if (method === 'eth_getBlockByNumber') return { number: '0x1', timestamp: '0x1' }
    const { bytes } = attributes[block - 1] ?? { bytes: 0 }
    const value = Buffer.alloc(bytes, block % 251).toString('hex')
    const padded = value.padEnd(Math.ceil(value.length / 64) * 64, '0')
    const data = `0x${name}${word(128)}${word(4_000_000_000)}${word(block - 1)}${word(bytes)}${padded}`
    const topics = [
      '0x18ab6b2ae3d64306c00ce663125f2bd680e441a098de1635bd7ad8b0d44965e4',
      `0x${'0'.repeat(24)}${ADDRESS.slice(2)}`,
    ]
    return [{ address: ADDRESS, topics, data, blockNumber: `0x${block.toString(16)}`, blockTimestamp: '0x1' }]
  }
}

const silent = resolverWith(() => Promise.reject(new Error('connection refused')))

describe('did:key', () => {
  it('resolves to one key, for assertions and authentication, without asking anybody', async () => {
    expect(await silent.resolve(DID_KEY)).toEqual({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: DID_KEY,
      verificationMethod: [
        {
          id: `${DID_KEY}#${MULTIKEY}`,
          type: 'Multikey',
          controller: DID_KEY,
          publicKeyMultibase: MULTIKEY,
        },
      ],
      assertionMethod: [`${DID_KEY}#${MULTIKEY}`],
      authentication: [`${DID_KEY}#${MULTIKEY}`],
      keyAgreement: [],
      service: [],
    })
  })

  it('is refused when it holds no key', async () => {
    expect(await codeOfAsync(() => silent.resolve('did:key:z6MkhaXg'))).toBe('invalid-did')
  })
})

describe('did:ethr', () => {
  const did = ethrDid(31337, ADDRESS)

  it('says that the chain cannot be reached, and why', async () => {
    await expect(silent.resolve(did)).rejects.toMatchObject({
      code: 'chain-unreachable',
      cause: { message: 'connection refused' },
    })
  })

  it('says that a chain is not configured', async () => {
    expect(await codeOfAsync(() => silent.resolve(ethrDid(1, ADDRESS)))).toBe('network-unknown')
  })

  it('says that the chain has no registry where it should be', async () => {
    const empty = resolverWith(async () => '0x')
    expect(await codeOfAsync(() => empty.resolve(did))).toBe('registry-missing')
  })

  it('is a document of the controller alone when nothing was ever changed', async () => {
    const untouched = resolverWith(async () => `0x${'0'.repeat(64)}`)
    expect(await untouched.resolve(did)).toMatchObject({
      id: did,
      verificationMethod: [{ id: `${did}#controller`, type: 'EcdsaSecp256k1RecoveryMethod2020' }],
      assertionMethod: [`${did}#controller`],
      authentication: [`${did}#controller`],
    })
  })

  it('is not read any further when its history is larger than any honest one', async () => {
    // 300 kB in one attribute, which a block of a public chain has room for, took minutes to write in base58.
    const large = resolverWith(historyOf([{ bytes: 300_000 }]))
    expect(await codeOfAsync(() => large.resolve(did))).toBe('invalid-document')
    const long = resolverWith(historyOf(Array.from({ length: 1_001 }, () => ({ bytes: 98 }))))
    expect(await codeOfAsync(() => long.resolve(did))).toBe('invalid-document')
    const usual = resolverWith(historyOf([{ bytes: 98 }, { bytes: 1_000 }, { bytes: 98 }]))
    // What is longer than any key is read, and is none.
    expect((await usual.resolve(did)).verificationMethod).toHaveLength(3)
  })

  it('asks again each time', async () => {
    let asked = 0
    const counting = resolverWith(async () => {
      asked += 1
      return `0x${'0'.repeat(64)}`
    })
    await counting.resolve(did)
    const once = asked
    await counting.resolve(did)
    expect(asked).toBe(2 * once)
  })
})

it('refuses DID URLs, which could name an older document', async () => {
  expect(await codeOfAsync(() => silent.resolve(`${DID_KEY}#${MULTIKEY}`))).toBe('invalid-did')
})

it('says that a method is not supported', async () => {
  expect(await codeOfAsync(() => silent.resolve('did:ion:abc'))).toBe('method-not-supported')
})

describe('findKey', () => {
  const methodId = `${DID_KEY}#${MULTIKEY}`

  it('finds a method that is listed for the purpose', async () => {
    const document = await silent.resolve(DID_KEY)
    expect(findKey({ document, methodId, purpose: 'assertionMethod' })?.publicKeyMultibase).toBe(MULTIKEY)
  })

  it('does not find it for another purpose', async () => {
    const document = await silent.resolve(DID_KEY)
    expect(findKey({ document, methodId, purpose: 'keyAgreement' })).toBeUndefined()
  })

  it('does not find a method that somebody else controls', async () => {
    const document = await silent.resolve(DID_KEY)
    const foreign = {
      ...document,
      verificationMethod: document.verificationMethod.map((method) => ({
        ...method,
        controller: 'did:web:example.com',
      })),
    }
    expect(findKey({ document: foreign, methodId, purpose: 'assertionMethod' })).toBeUndefined()
  })
})
