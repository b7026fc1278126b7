import { refuse } from './refusal.ts'

/** The configuration that a credential request names. Throws ExchangeError 'request-malformed'. */
export function requestedConfiguration(body: unknown): string {
  const id =
    typeof body === 'object' && body !== null && 'credential_configuration_id' in body
      ? body.credential_configuration_id
      : undefined
  if (typeof id !== 'string') throw refuse('request-malformed')
  return id
}
