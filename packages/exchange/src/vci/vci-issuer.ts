import { type CallbackContext, clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { ExchangeError } from '../exchange-error.ts'
import { verifyProof } from './key-proof.ts'

function unused(): never {
  throw new ExchangeError('issuer-failed', 'The issuer was asked for something that it does not do.')
}

/** What the library may do on the issuer's side: verify proofs, and nothing else. */
export const serverCallbacks: Omit<CallbackContext, 'fetch' | 'getX509CertificateMetadata'> = {
  verifyJwt: verifyProof,
  clientAuthentication: clientAuthenticationAnonymous(),
  hash: unused,
  signJwt: unused,
  generateRandom: unused,
  encryptJwe: unused,
  decryptJwe: unused,
}
