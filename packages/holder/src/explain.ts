import { CredentialError } from '@velum/credential'
import { DidError } from '@velum/did'
import { ExchangeError } from '@velum/exchange'
import { RegistryError } from '@velum/registry'
import { VaultError } from '@velum/vault'
import { credentialWords } from './explanations/credential-words.ts'
import { didWords } from './explanations/did-words.ts'
import { exchangeWords } from './explanations/exchange-words.ts'
import { holderWords } from './explanations/holder-words.ts'
import { registryWords } from './explanations/registry-words.ts'
import { rejectionWords } from './explanations/rejection-words.ts'
import { vaultWords } from './explanations/vault-words.ts'
import { ourFault, type Words } from './explanations/words.ts'
import { HolderError } from './holder-error.ts'

export type Language = 'en' | 'zh'

export interface Explanation {
  /** What happened. */
  readonly what: string
  /** What to do next. */
  readonly next: string
}

/** Puts any error that a wallet meets in plain words. An error of an unknown kind gets a general explanation. */
export function explain(error: unknown, language: Language): Explanation {
  const [what, next] = wordsFor(error)[language]
  return { what, next }
}

function wordsFor(error: unknown): Words {
  if (error instanceof HolderError) {
    return (error.reason && rejectionWords[error.reason]) ?? holderWords[error.code]
  }
  if (error instanceof VaultError) return vaultWords[error.code]
  if (error instanceof ExchangeError) return exchangeWords[error.code]
  if (error instanceof CredentialError) return credentialWords[error.code]
  if (error instanceof RegistryError) return registryWords[error.code]
  if (error instanceof DidError) return didWords[error.code]
  return ourFault
}
