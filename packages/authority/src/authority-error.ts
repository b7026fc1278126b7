export type AuthorityErrorCode =
  /** What was passed in has the wrong form; nothing was made. */
  | 'invalid-argument'
  /** A participant broke the rules of the key generation. */
  | 'participant-at-fault'
  /** Not the one text of an evidence file or a snapshot, or a file of a trustee's folder that was changed. */
  | 'file-malformed'
  /** Another process has the trustee's folder. */
  | 'folder-in-use'
  /** There are no keys in the folder. */
  | 'folder-empty'
  /** There are keys in the folder already. */
  | 'folder-has-keys'
  /** Not the passphrase of the folder or the backup. */
  | 'passphrase-wrong'
  /** The trustee's folder belongs to no authority yet. */
  | 'authority-unnamed'
  /** It belongs to another one. */
  | 'authority-differs'
  /** The chain knows no such authority. */
  | 'authority-unknown'
  /** The account is none of the authority's trustees. */
  | 'not-trustee'
  /** The folder has not the share that this needs. */
  | 'share-missing'
  /** Fewer trustees than the threshold have a share that could be renewed. */
  | 'shares-too-few'
  /** Some trustees, and not enough, have approved a request for the key: new shares would strand it. */
  | 'requests-half-approved'
  /** The trustee has begun to approve a request, and no block has its vote yet. */
  | 'vote-pending'
  /** The trustee has signed new shares of the key that a request is about, which are not final: a part of the old might be worthless. */
  | 'refresh-under-way'
  /** The authority has no such request in a final block. */
  | 'request-unknown'
  /** The trustee has voted, for good. */
  | 'already-voted'
  /** The trustee has begun to refuse the request with another reason. */
  | 'reason-differs'
  /** The trustee has not approved the request. */
  | 'not-approved'
  /** The trustee's folder has not the part that was announced on chain. */
  | 'part-missing'
  /** The chain names other trustees than those whom the folder's owner accepted. */
  | 'trustees-changed'
  /** Signatures for another replacement than the one that was asked for. */
  | 'replacement-differs'
  /** The chain says something else than it said in a final block. */
  | 'chain-differs'
  /** No block of the chain is final yet. */
  | 'nothing-final'
  /** The request is on chain, and what opens its parts is not in the requester's folder. */
  | 'request-key-missing'
  /** The parts of the request have not been combined. */
  | 'result-missing'

/** What this package throws when it is misused. What other parties sent is answered by a value. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError'
  readonly code: AuthorityErrorCode

  constructor(code: AuthorityErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
