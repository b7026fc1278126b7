import { CredentialError } from '@velum/credential'
import { DidError } from '@velum/did'
import { ExchangeError } from '@velum/exchange'
import { explain, HolderError } from '@velum/holder'
import { RegistryError } from '@velum/registry'
import { VaultError } from '@velum/vault'
import { describe, expect, test } from 'vitest'

const errors = [
  new VaultError('wrong-passphrase', 'internal'),
  new VaultError('vault-corrupted', 'internal'),
  new ExchangeError('tx-code-wrong', 'internal'),
  new ExchangeError('request-signature-invalid', 'internal'),
  new ExchangeError('second-pseudonym', 'internal'),
  new ExchangeError('request-time-off', 'internal'),
  new ExchangeError('statement-not-supported', 'internal'),
  new ExchangeError('transaction-not-supported', 'internal'),
  new CredentialError('unknown-context', 'internal'),
  new RegistryError('relayer-unreachable', 'internal'),
  new DidError('did-deactivated', 'internal'),
  new HolderError('already-answered', 'internal'),
  new HolderError('record-mismatch', 'internal'),
  new HolderError('authority-not-current', 'internal'),
  new HolderError('scope-unknown', 'internal'),
  new HolderError('credential-rejected', 'internal', { reason: 'binding-invalid' }),
  new HolderError('credential-rejected', 'internal', { reason: 'profile-unpublished' }),
  new HolderError('credential-rejected', 'internal', { reason: 'authority-unknown' }),
  new HolderError('credential-rejected', 'internal', { reason: 'issuer-key-unknown' }),
  new HolderError('credential-rejected', 'internal', { reason: 'label-map-invalid' }),
]

describe('an explanation', () => {
  test.each(errors)('of $name $code says in both languages what happened and what to do', (error) => {
    const english = explain(error, 'en')
    const chinese = explain(error, 'zh')
    for (const text of [english.what, english.next]) {
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(text).not.toContain('internal')
    }
    for (const text of [chinese.what, chinese.next]) expect(text).toMatch(/[\u4e00-\u9fff].*。$/)
  })

  test('tells a wrong passphrase from a damaged vault', () => {
    expect(explain(errors[0], 'en').what).toBe('This is not the right passphrase.')
    expect(explain(errors[1], 'en').what).toContain('damaged')
    expect(explain(errors[1], 'en').what).toContain('not about your passphrase')
  })

  test('of a refused card follows the reason where it says more', () => {
    const rejected = (reason: 'issuer-key-unknown' | 'label-map-invalid') =>
      explain(new HolderError('credential-rejected', 'internal', { reason }), 'en').what
    expect(rejected('issuer-key-unknown')).toContain('key that the issuer does not use now')
    expect(rejected('label-map-invalid')).toBe('The card failed a check, so it was not kept.')
  })

  test('of anything else blames the wallet and repeats nothing of it', () => {
    for (const thrown of [new TypeError('secret 42'), 'secret 42', undefined]) {
      expect(explain(thrown, 'en').what).toBe('Something went wrong inside the wallet.')
    }
  })
})
