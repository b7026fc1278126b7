/** What can go wrong while a presentation is asked for and answered over OpenID4VP, or a public DID signs in. */
export type VpErrorCode =
  // the link and the request behind it
  | 'request-malformed'
  | 'request-expired'
  | 'request-not-found'
  | 'request-answered'
  | 'request-mismatch'
  | 'request-time-off'
  | 'request-signature-invalid'
  | 'client-id-not-supported'
  | 'response-mode-not-supported'
  | 'insecure-url'
  | 'verifier-unreachable'
  // the query
  | 'query-malformed'
  | 'query-not-supported'
  | 'statement-not-supported'
  | 'statement-malformed'
  | 'transaction-not-supported'
  | 'transaction-malformed'
  | 'too-many-optional-claims'
  | 'selection-not-allowed'
  // the answer
  | 'response-malformed'
  | 'response-already-sent'
  | 'presentation-missing'
  | 'presentation-unexpected'
  // signing in with a public DID
  | 'challenge-malformed'
  | 'challenge-expired'
  | 'challenge-host-mismatch'
  | 'sign-in-malformed'
