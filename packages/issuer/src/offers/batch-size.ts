/** Credentials that one request may bring: each has a status place of its own, so that a holder who shows another
 *  one each time is not linked by it. */
export const batchSize = 8
