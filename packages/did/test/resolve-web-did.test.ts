import { createDidResolver, type Did, parseDid } from '@velum/did'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, serve } from '../../../e2e/support/serve.ts'
import { webDidUrl } from '../src/resolve-web-did.ts'
import { codeOf, codeOfAsync } from './code-of.ts'

const MULTIKEY = 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const { resolve } = createDidResolver({ networks: [], fetch })

let server: LoopbackServer
let did: Did
let answer: (request: Request) => Response
beforeAll(async () => {
  server = await serve(async (request) => answer(request))
  did = parseDid(`did:web:localhost%3A${new URL(server.url).port}`)
})
afterAll(() => server?.close())
beforeEach(() => {
  answer = () => new Response('not set', { status: 500 })
})

const json = (body: unknown) => () => Response.json(body)

describe('the address of a did:web', () => {
  it.each([
    ['did:web:example.com', 'https://example.com/.well-known/did.json'],
    ['did:web:example.com%3A8443', 'https://example.com:8443/.well-known/did.json'],
    ['did:web:example.com:user:alice', 'https://example.com/user/alice/did.json'],
    ['did:web:localhost%3A4040', 'http://localhost:4040/.well-known/did.json'],
    ['did:web:localhost.example.com', 'https://localhost.example.com/.well-known/did.json'],
  ])('of %s is %s', (text, url) => {
    expect(webDidUrl(parseDid(text)).href).toBe(url)
  })

  it.each([
    ['an IP address', 'did:web:127.0.0.1'],
    ['an IP address in hexadecimal', 'did:web:0x7f000001'],
    ['an IP address in parts', 'did:web:0xa9fe.0xa9fe'],
    ['a user name', 'did:web:localhost%40example.com'],
    ['a path in the host', 'did:web:example.com%2Fpath'],
    ['steps upward', 'did:web:example.com:..:admin'],
    ['encoded steps upward', 'did:web:example.com:%2E%2E:admin'],
    ['a slash in a path segment', 'did:web:example.com:a%2Fb'],
    ['a query in a path segment', 'did:web:example.com:a%3Fb'],
    ['a port beyond any', 'did:web:example.com%3A99999'],
  ])('with %s is refused', (_, text) => {
    expect(codeOf(() => webDidUrl(parseDid(text)))).toBe('invalid-did')
  })
})

describe('a did:web document', () => {
  it('is read with absolute ids, and a method written inside a purpose serves that purpose alone', async () => {
    const authenticationKey = {
      id: '#login',
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: MULTIKEY,
    }
    answer = json({
      '@context': 'https://www.w3.org/ns/did/v1',
      id: did,
      verificationMethod: [
        { id: `${did}#key-1`, type: 'Multikey', controller: did, publicKeyMultibase: MULTIKEY },
      ],
      assertionMethod: ['#key-1'],
      authentication: [authenticationKey],
      service: [{ id: '#site', type: 'LinkedDomains', serviceEndpoint: 'https://example.com' }],
    })
    const document = await resolve(did)
    expect(document.verificationMethod.map(({ id }) => id)).toEqual([`${did}#key-1`, `${did}#login`])
    expect(document.assertionMethod).toEqual([`${did}#key-1`])
    expect(document.authentication).toEqual([`${did}#login`])
    expect(document.service).toEqual([
      { id: `${did}#site`, type: 'LinkedDomains', serviceEndpoint: 'https://example.com' },
    ])
  })

  it('keeps out what it only refers to', async () => {
    answer = json({ id: did, authentication: ['did:web:example.com#key-1'] })
    expect((await resolve(did)).authentication).toEqual([])
  })

  it.each([
    ['about another DID', { id: 'did:web:example.com' }],
    ['with a method that lacks a controller', { verificationMethod: [{ id: '#a', type: 'Multikey' }] }],
    [
      'with two methods of one id',
      {
        verificationMethod: [
          { id: '#a', type: 'Multikey', controller: 'did:web:a' },
          { id: '#a', type: 'Multikey', controller: 'did:web:a' },
        ],
      },
    ],
    ['with a purpose that is no list', { authentication: '#a' }],
    ['with a service without type', { service: [{ id: '#a', serviceEndpoint: 'https://example.com' }] }],
  ])('%s is refused', async (_, members) => {
    answer = json({ id: did, ...members })
    expect(await codeOfAsync(() => resolve(did))).toBe('invalid-document')
  })

  it('that is not JSON is refused', async () => {
    answer = () => new Response('<html>')
    expect(await codeOfAsync(() => resolve(did))).toBe('invalid-document')
  })

  it('that is too large is refused before it is read to its end', async () => {
    answer = () => new Response(' '.repeat(300_000))
    expect(await codeOfAsync(() => resolve(did))).toBe('invalid-document')
  })

  it('is not fetched from where a redirect points to', async () => {
    const moved = `${server.url}/elsewhere/did.json`
    let visited = false
    answer = (request) => {
      visited ||= request.url.includes('elsewhere')
      return new Response(null, { status: 302, headers: { location: moved } })
    }
    expect(await codeOfAsync(() => resolve(did))).toBe('host-unreachable')
    expect(visited).toBe(false)
  })
})

it('tells a host without the document from a host that does not answer', async () => {
  answer = () => new Response('', { status: 404 })
  expect(await codeOfAsync(() => resolve(did))).toBe('did-not-found')
  answer = () => new Response('', { status: 503 })
  expect(await codeOfAsync(() => resolve(did))).toBe('host-unreachable')

  const gone = await serve(async () => new Response(''))
  await gone.close()
  const nobody = `did:web:localhost%3A${new URL(gone.url).port}`
  expect(await codeOfAsync(() => resolve(nobody))).toBe('host-unreachable')
})
