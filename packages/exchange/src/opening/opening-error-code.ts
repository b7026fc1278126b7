/** What can be wrong with what a requester hands to trustees. */
export type OpeningErrorCode =
  /** Not the one text of an opening case, or of an evidence file. */
  | 'case-malformed'
  | 'evidence-malformed'
  /** The question that the evidence holds is another one than its transcript names. */
  | 'evidence-contradictory'
