import type { AuthorizationRequest } from '@velum/exchange'
import type { VerifierView } from './request-view.ts'

export function verifierView({ verified, name, responseUri }: AuthorizationRequest): VerifierView {
  const answerHost = new URL(responseUri).host
  return {
    host: verified.host,
    ...(answerHost !== verified.host && { answerHost }),
    proved: verified.by === 'did',
    ...(verified.by === 'did' && { did: verified.did }),
    ...(name && { name }),
  }
}
