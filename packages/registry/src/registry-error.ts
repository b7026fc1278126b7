export type RegistryErrorCode =
  | 'invalid-deployment'
  | 'invalid-address'
  | 'invalid-key'
  | 'invalid-change'
  | 'chain-unreachable'
  | 'chain-error'
  | 'chain-changed'
  | 'chain-closed'
  | 'not-controller'
  | 'change-refused'
  | 'change-pending'
  | 'payer-unfunded'
  | 'relayer-missing'
  | 'relayer-unreachable'
  | 'too-many-changes'

/** Why the contract did not take a change. `bad-signature`: not signed by the controller, or signed before another
 *  change was made; sign again. */
export type ChangeRefusal =
  | 'bad-signature'
  | 'not-authorized'
  | 'not-accreditor'
  | 'signature-expired'
  | 'epoch-not-rising'
  | 'epoch-not-next'
  | 'version-not-next'
  | 'empty-batch'
  | 'invalid-size'
  | 'already-published'
  | 'until-not-ahead'
  | 'nothing-to-withdraw'
  | 'no-account'
  | 'scope-already-defined'
  | 'scope-size'
  | 'invalid-trustees'
  | 'invalid-threshold'
  | 'already-registered'
  | 'unknown-authority'
  | 'invalid-epoch-key'
  | 'invalid-shares'
  | 'not-signed-by-all'
  | 'invalid-rules'
  | 'not-trustee'
  | 'unknown-trustee'
  | 'unknown-epoch'
  | 'epoch-retired'
  | 'epoch-not-retired'
  | 'already-attested'
  | 'revision-not-next'
  | 'not-enough-signers'
  | 'invalid-signers'
  | 'ceremony-under-way'
  | 'ceremony-not-under-way'
  | 'round-not-open'
  | 'already-broadcast'
  | 'invalid-message'
  | 'reveal-differs'
  | 'already-requested'
  | 'quota-used-up'
  | 'invalid-answer'
  | 'unknown-request'
  | 'not-yet-open'
  | 'request-expired'
  | 'already-voted'
  | 'approved-elsewhere'
  | 'already-closed'
  | 'not-requester'
  | 'not-enough-approvals'
  | 'empty-result'
  | 'reverted'

export interface RegistryErrorOptions extends ErrorOptions {
  reason?: ChangeRefusal
}

/** Everything this package throws. `reason` is there for 'change-refused'. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly code: RegistryErrorCode
  readonly reason: ChangeRefusal | undefined

  constructor(code: RegistryErrorCode, message: string, options: RegistryErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.reason = options.reason
  }
}
