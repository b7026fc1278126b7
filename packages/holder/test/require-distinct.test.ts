import { encodeBinding } from '@velum/binding'
import { expect, test } from 'vitest'
import type { CredentialCopy } from '../src/bindings/stored-copies.ts'
import { requireDistinct } from '../src/offers/require-distinct.ts'

interface Facts {
  readonly index?: string
  readonly list?: string
  readonly link?: string
  readonly handle?: number
}

function copy({ index = '1', list = 'https://city.example/status/1', link = 'a', handle = 1 }: Facts) {
  const binding = encodeBinding({
    signature: new Uint8Array(80).fill(1),
    handle: new Uint8Array(32).fill(handle),
    numbers: [20_000],
    blind: new Uint8Array(32).fill(1),
  })
  return {
    credential: {
      credentialStatus: { statusListIndex: index, statusListCredential: list },
      credentialSubject: { binding: link },
    },
    binding: { binding: Buffer.from(binding).toString('hex') },
  } as unknown as CredentialCopy
}

const other = { index: '2', link: 'b', handle: 2 }

test('takes copies that differ in place, link and handle', () => {
  expect(() => requireDistinct([copy({}), copy(other)])).not.toThrow()
})

test.each<[string, Facts]>([
  ['place', { ...other, index: '1' }],
  ['link', { ...other, link: 'a' }],
  ['handle', { ...other, handle: 1 }],
])('refuses copies with the same %s', (_, second) => {
  expect(() => requireDistinct([copy({}), copy(second)])).toThrow(
    expect.objectContaining({ code: 'credential-rejected' }),
  )
})

test('refuses copies in lists of their own, which would be names', () => {
  expect(() =>
    requireDistinct([copy({}), copy({ ...other, list: 'https://city.example/status/42' })]),
  ).toThrow(expect.objectContaining({ code: 'credential-rejected' }))
})
