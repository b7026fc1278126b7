/** The medians of a run in ms: what each operation took, ours beside the others; of openings the gas and octets too. */
export function resultsAsJson({ bbs, w3c, batch, binding, issued, openings }) {
  const { issue, derive, verify } = w3c.ours
  const { issue: theirIssue, derive: theirDerive, verify: theirVerify } = w3c.digitalbazaar
  return {
    bbs: medians(bbs),
    w3c: medians({
      ours: { issue, derive, verify },
      digitalbazaar: { issue: theirIssue, derive: theirDerive, verify: theirVerify },
    }),
    batch: medians(batch),
    binding: { ...bindingAsJson(binding), issued: Number((issued.count / issued.seconds).toFixed(1)) },
    openings: { ...openings, times: medians(openings.times) },
  }
}

// `prove` and `verify` in ms, `octets` of proof and extension; `signed` is how many bound credentials one core signs in a second,
// `issued` how many it issues whole.
function bindingAsJson({ proving, octets, registration, issuing }) {
  const { plain, possession, 'possession, pseudonym, escrow': composed } = medians(proving)
  const { create, check } = medians(registration)
  return {
    plain: { ...plain, octets: octets.plain },
    possession: { ...possession, octets: octets.possession },
    composed: { ...composed, octets: octets['possession, pseudonym, escrow'] },
    registration: { create, check },
    signed: Number((1000 / issuing.both.median).toFixed(1)),
  }
}

function medians(value) {
  if (typeof value.median === 'number') return Number(value.median.toFixed(3))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, medians(inner)]))
}
