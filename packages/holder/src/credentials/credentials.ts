import type { CredentialCard, CredentialDetail } from './credential-card.ts'

export interface Credentials {
  /** Newest first. */
  list(): Promise<CredentialCard[]>
  get(id: string): Promise<CredentialDetail | undefined>
  /** Forgets the credential and its binding; what was shown of it stays in the history, and what was sealed with it among
   *  the records. */
  delete(id: string): Promise<void>
  /** Reads the status list from its issuer, checks it against the chain and stores the answer. A list that cannot be
   *  read or trusted is a `statusProblem` of the card, and the last answer stays. Throws HolderError
   *  'credential-not-found'. */
  refreshStatus(id: string): Promise<CredentialCard>
}
