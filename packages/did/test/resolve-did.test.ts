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
