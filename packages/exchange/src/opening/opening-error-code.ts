/** What can be wrong with what a requester hands to trustees. */
export type OpeningErrorCode =
  /** Not the one text of an opening case. */
  | 'case-malformed'
  /** The question in the evidence cannot be read. */
  | 'evidence-malformed'
  /** A value that has no JSON. */
  | 'not-json'
  /** The question that the evidence holds is another one than its transcript names. */
  | 'evidence-contradictory'
