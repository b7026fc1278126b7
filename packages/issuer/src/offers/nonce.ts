import { timingSafeEqual } from 'node:crypto'
import { refuse } from '@velum/exchange'
import type { IssuerContext } from '../issuer-context.ts'
import { spentNonces } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { hashSecret } from './secret-code.ts'

/** Time between asking for a nonce and using it. */
export const nonceLifetimeSeconds = 5 * 60

/** Makes a nonce: expiry, random part and a keyed hash of both. Nothing is stored until it is spent, so asking for
 *  nonces, which anyone may, fills no database; and every process that shares the key knows it. */
export function createNonce(context: Pick<IssuerContext, 'seal' | 'random' | 'now'>): string {
  const expires = Math.floor(context.now().getTime() / 1000) + nonceLifetimeSeconds
  const body = `${expires}.${Buffer.from(context.random(16)).toString('base64url')}`
  return `${body}.${authenticate(context, body)}`
}

/** Spends a nonce. Throws ExchangeError 'nonce-invalid' when it is not ours, too old or spent before. */
export async function spendNonce(context: IssuerContext, queries: Queries, nonce: string): Promise<void> {
  const [expires = '', random = '', tag = '', ...more] = nonce.split('.')
  const expected = Buffer.from(authenticate(context, `${expires}.${random}`))
  const given = Buffer.from(tag)
  const expiresAt = new Date(Number(expires) * 1000)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refuse('nonce-invalid')
  // What stands after the keyed hash is not under it, and would make one nonce look like many.
  if (more.length > 0) throw refuse('nonce-invalid')
  if (expiresAt <= context.now()) throw refuse('nonce-invalid')
  const spent = await queries
    .insert(spentNonces)
    .values({ hash: hashSecret(nonce), expiresAt })
    .onConflictDoNothing()
    .returning({ hash: spentNonces.hash })
  if (spent.length === 0) throw refuse('nonce-invalid')
}

function authenticate(context: Pick<IssuerContext, 'seal'>, body: string): string {
  return Buffer.from(context.seal.index(body, 'nonce')).toString('base64url')
}
