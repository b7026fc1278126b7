import { describe, expect, it } from 'vitest'
import { provePresentation, type Statement } from '../../src/index.ts'
import {
  account,
  authority,
  both,
  context,
  credential,
  inBound,
  inContext,
  inCredential,
  reasonOf,
  request,
  residence,
} from './support/one-presentation.ts'
import { contextOf, toProve } from './support/present.ts'
import { createAuthority, random } from './support/world.ts'

describe('misuse', () => {
  const misuse = expect.objectContaining({ code: 'invalid-argument' })
  const prove = (change: (shown: ReturnType<typeof toProve>) => object, used = context) =>
    Promise.resolve(toProve({ issued: residence, statements: both })).then((honest) =>
      provePresentation({ context: used, credentials: [{ ...honest, ...change(honest) }] }),
    )

  it('of the prover is told at once', async () => {
    await expect(prove(({ bound }) => ({ bound: { ...bound, linkIndex: 0 } }))).rejects.toThrow(misuse)
    await expect(prove(({ bound }) => ({ bound: { ...bound, linkIndex: 5 } }))).rejects.toThrow(misuse)
    await expect(prove(() => ({ b: new Uint8Array(48) }))).rejects.toThrow(misuse)
    await expect(prove(() => ({ documentHash: new Uint8Array(31) }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(null))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(createAuthority()))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { sameHolder: true }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { time: 1.5 }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { domain: '' }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { challenge: '\ud800' }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { challenge: 'x'.repeat(5000) }))).rejects.toThrow(
      misuse,
    )
    await expect(
      prove(({ bound }) => ({ bound: { ...bound, statements: Array.from({ length: 17 }, () => account) } })),
    ).rejects.toThrow(misuse)
    await expect(
      prove(({ bound }) => ({ bound: { ...bound, statements: [{ ...account, label: '' }] } })),
    ).rejects.toThrow(misuse)
    await expect(
      prove(({ bound }) => ({ bound: { ...bound, statements: [{ ...account, scope: random(31) }] } })),
    ).rejects.toThrow(misuse)
  })

  it('a statement that is not known is refused by name', async () => {
    const statements = [{ type: 'range' } as unknown as Statement]
    const unknown = expect.objectContaining({ code: 'unknown-statement' })
    await expect(prove(({ bound }) => ({ bound: { ...bound, statements } }))).rejects.toThrow(unknown)
    await expect(inBound({ statements: [...statements, account] })).rejects.toThrow(unknown)
    await expect(
      inBound({ statements: [{ type: 'toString' } as unknown as Statement, account] }),
    ).rejects.toThrow(unknown)
  })

  it('of the verifier is told at once', async () => {
    const { bound: _, ...unbound } = credential
    await expect(reasonOf({ ...request, credentials: [unbound] })).rejects.toThrow(misuse)
    await expect(reasonOf({ ...request, credentials: [] })).rejects.toThrow(misuse)
    await expect(
      reasonOf({ ...request, credentials: Array.from({ length: 17 }, () => credential) }),
    ).rejects.toThrow(misuse)
    await expect(inCredential({ messageCount: -1 })).rejects.toThrow(misuse)
    await expect(inContext({ transactionHash: random(31) })).rejects.toThrow(misuse)
    await expect(inContext({ sameHolder: 1 as unknown as boolean })).rejects.toThrow(misuse)
    await expect(inContext({ authority: { ...authority, epoch: -1 } })).rejects.toThrow(misuse)
  })
})
