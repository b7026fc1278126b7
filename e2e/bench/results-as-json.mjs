/** The medians of a run in ms: what each operation took, ours beside the others. */
export function resultsAsJson({ bbs, w3c, batch }) {
  const { issue, derive, verify } = w3c.ours
  const { issue: theirIssue, derive: theirDerive, verify: theirVerify } = w3c.digitalbazaar
  return {
    bbs: medians(bbs),
    w3c: medians({
      ours: { issue, derive, verify },
      digitalbazaar: { issue: theirIssue, derive: theirDerive, verify: theirVerify },
    }),
    batch: medians(batch),
  }
}

function medians(value) {
  if (typeof value.median === 'number') return Number(value.median.toFixed(3))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, medians(inner)]))
}
