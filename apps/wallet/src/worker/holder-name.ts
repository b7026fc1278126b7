import type { ClaimView } from '@velum/holder'

/** The name for a card's face, in the scripts that the credential has it in; nothing when it names nobody. */
export function holderName(claims: readonly ClaimView[]): { holderName?: string } {
  const of = (name: string) => claims.find((claim) => claim.name === name)?.value ?? ''
  const latin = `${of('givenName')} ${of('familyName')}`.trim()
  const chinese = `${of('familyNameZh')}${of('givenNameZh')}`
  const whole = [latin, chinese].filter((part) => part !== '').join(' ')
  return whole === '' ? {} : { holderName: whole }
}
