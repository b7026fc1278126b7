import { describe, expect, it } from 'vitest'
import { type AuthorityError, encodeSnapshot, parseSnapshot } from '../../src/index.ts'

const snapshot = {
  version: 1,
  chainId: 1,
  block: { number: 1, hash: '0x', at: new Date(8.64e15) },
  openings: [],
  authority: { id: '0x', name: '', threshold: 1, epochs: [], refreshes: [] },
  services: [],
  issuers: [],
} as const

describe('the text of a snapshot', () => {
  it('is read as it was written', () => {
    expect(parseSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot)
  })

  // ECMA-262, 21.4.1.1: a time value is at most 8.64e15 from the epoch.
  it.each(['8640000000000001', '-8640000000000001', '1.5', 'null', '"0"', '{}'])(
    'has no block of a time that is none: %s',
    (time) => {
      const text = encodeSnapshot(snapshot).replace('8640000000000000', time)
      expect(text).toContain(`{"time":${time}}`)
      expect(() => parseSnapshot(text)).toThrow(
        expect.objectContaining<Partial<AuthorityError>>({ code: 'file-malformed' }),
      )
    },
  )
})
