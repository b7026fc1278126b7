import { describe, expect, it } from 'vitest'
import { accreditedThen, serviceThen } from '../../src/opening/trusted-then.ts'

const day = (number: number) => new Date(Date.UTC(2026, 10, number))
const clientId = 'x509_san_dns:library.example'
const [first, second] = [`0x${'0a'.repeat(20)}`, `0x${'0b'.repeat(20)}`]
const place = (number: number) => ({ blockNumber: number, at: day(number) })

describe('who acted for a service', () => {
  const changes = [
    { ...place(2), clientId, kind: 'registered' as const, account: first, until: day(10) },
    { ...place(3), clientId: 'x509_san_dns:bank.example', kind: 'withdrawn' as const },
    { ...place(12), clientId, kind: 'registered' as const, account: second, until: day(28) },
    { ...place(15), clientId, kind: 'withdrawn' as const },
  ]

  it('is who was registered then, and nobody before, after the term and after the withdrawal', () => {
    const then = [1, 2, 9, 10, 11, 12, 14, 15, 20].map((number) =>
      serviceThen(changes, clientId, place(number)),
    )
    expect(then).toEqual([undefined, first, first, first, undefined, second, second, undefined, undefined])
    expect(serviceThen(changes, 'x509_san_dns:elsewhere.example', place(9))).toBeUndefined()
  })
})

describe('who stood behind an issuer', () => {
  const changes = [
    { ...place(2), identity: first, kind: 'accredited' as const, name: 'Town Hall', until: day(10) },
    { ...place(4), identity: first, kind: 'accredited' as const, name: '港城市政厅', until: day(20) },
    { ...place(5), identity: first, kind: 'withdrawn' as const },
  ]

  it('is read by the name of then, in whatever case an address is written', () => {
    const written = first.toUpperCase().replace('0X', '0x')
    const then = [1, 3, 4, 5].map((number) => accreditedThen(changes, written, day(number)))
    expect(then).toEqual([undefined, 'Town Hall', '港城市政厅', undefined])
    expect(accreditedThen(changes, second, day(3))).toBeUndefined()
  })
})
