import { recogniseLink } from '@velum/holder'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each([
  ['http://localhost:4030/#/offer?credential_offer_uri=http%3A%2F%2Flocalhost%3A4020%2Foffers%2F1', 'offer'],
  ['openid-credential-offer://?credential_offer=%7B%7D', 'offer'],
  [
    '  https://wallet.example/#/request?client_id=x&request_uri=https%3A%2F%2Fshop.example%2Fr%2F1\n',
    'request',
  ],
  ['openid4vp://?client_id=x&request_uri=https%3A%2F%2Fshop.example%2Fr%2F1', 'request'],
  ['velum://sign-in?challenge_uri=https%3A%2F%2Fshop.example%2Fc%2F1', 'sign-in'],
  ['https://wallet.example/?utm=1#/sign-in?challenge_uri=https%3A%2F%2Fshop.example', 'sign-in'],
])('%s opens its place in the wallet', (link, kind) => {
  expect(recogniseLink(link)).toBe(kind)
})

test.each([
  '',
  'hello',
  'https://example.com/',
  'https://example.com/?q=request_uri',
  'credential_offer_uri=https://example.com',
  'https://example.com/?constructor=1&__proto__=2',
])('%j is none of the wallet’s links', (text) => {
  expect(recogniseLink(text)).toBeUndefined()
})

test('any text at all is recognised or not, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })),
      (text) => {
        expect([undefined, 'offer', 'request', 'sign-in']).toContain(recogniseLink(text))
      },
    ),
  )
})
