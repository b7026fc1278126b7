import type { CredentialCard, CredentialDetail } from './credential-card.ts'

export interface Credentials {
  /** Newest first. */
  list(): Promise<CredentialCard[]>
  get(id: string): Promise<CredentialDetail | undefined>
  /** Forgets the credential; what was shown of it stays in the history. */
  delete(id: string): Promise<void>
  /** Reads the status list from its issuer, checks it against the chain and stores the result.
   *  Throws HolderError 'credential-not-found'; a list that cannot be read or trusted gives the state `unknown`. */
  refreshStatus(id: string): Promise<CredentialCard>
}
