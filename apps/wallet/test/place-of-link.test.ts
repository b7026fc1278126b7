import { expect, test } from 'vitest'
import { readRoute } from '../src/app/route.ts'
import { placeOfLink } from '../src/features/add/place-of-link.ts'

test.each([
  [
    'https://wallet.example/#/offer?credential_offer_uri=https%3A%2F%2Fa',
    '/offer?credential_offer_uri=https%3A%2F%2Fa',
  ],
  ['openid-credential-offer://?credential_offer_uri=x', '/offer?credential_offer_uri=x'],
  [' openid4vp://?client_id=a&request_uri=b\n', '/request?client_id=a&request_uri=b'],
  ['http://localhost:4030/?from=mail#/sign-in?challenge_uri=y', '/sign-in?challenge_uri=y'],
])('finds the place in the wallet for %o', (link, place) => {
  expect(placeOfLink(link)).toBe(place)
})

test.each(['', 'hello', 'https://example.com/?q=1', 'javascript:alert(1)'])(
  'leads nowhere for %o',
  (text) => {
    expect(placeOfLink(text)).toBeUndefined()
  },
)

test('reads the places of the wallet, and calls the rest unknown', () => {
  const read = (path: string) => readRoute({ path, query: 'q=1' })
  expect(read('/')).toEqual({ name: 'cards' })
  expect(read('/request')).toEqual({ name: 'request', query: 'q=1' })
  expect(read('/dids/did%3Akey%3Az6Mk')).toEqual({ name: 'did', did: 'did:key:z6Mk' })
  for (const path of ['/nowhere', '/cards/a/b', '/offer/1', '/cards/%E0%A4%A']) {
    expect(read(path)).toEqual({ name: 'unknown' })
  }
})
