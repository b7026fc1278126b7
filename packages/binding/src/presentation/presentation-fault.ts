/** Why a presentation is refused. */
export type PresentationFault =
  /** The extension is not the one encoding of what was asked for. */
  | 'extension-malformed'
  /** A bound credential came without a proof about its binding. */
  | 'binding-missing'
  /** A proof about a binding came for a credential that has none. */
  | 'binding-unexpected'
  /** A statement that was asked for is not there, or one more is. */
  | 'statement-missing'
  /** same-holder was asked for, but fewer than two credentials are bound. */
  | 'same-holder-alone'
  /** A point or number of a standard proof is not of the right form, or its indexes are not. */
  | 'proof-malformed'
  /** As `proof-malformed`, of a proof of possession. */
  | 'binding-malformed'
  /** As `proof-malformed`, of a statement. */
  | 'statement-malformed'
  /** The statement that links credential and binding was disclosed. */
  | 'link-disclosed'
  /** Escrow to another authority than the one that the binding names, or the authority has no key. */
  | 'authority-mismatch'
  /** What is proved is not what was asked: another nonce, audience, time, authority, epoch, key, document, template or statement. */
  | 'challenge-mismatch'
  /** A credential or a binding is not signed by the issuer's key. */
  | 'signature-invalid'

/** What stands in place of a result that a fault prevents. */
export type Faulty = { readonly fault: PresentationFault }
