const shortNames = {
  '@mattrglobal/bbs-signatures': 'bbs-signatures (MATTR)',
  '@mattrglobal/pairing-crypto': 'pairing-crypto',
  '@docknetwork/crypto-wasm': 'crypto-wasm',
  '@digitalbazaar/bbs-signatures': 'bbs-signatures (Digital Bazaar)',
}

/** The tables of a run in Markdown. */
export function tables({ bbs, w3c, batch, binding, issued, openings, primitives, cores }) {
  return [
    ...Object.entries(bbs).map(([count, figures]) => bbsTable(count, figures)),
    w3cTable(w3c),
    batchTable(batch),
    coresTable(cores),
    presentationTable(binding),
    issuingTable(binding, issued),
    openingsTable(openings),
    gasTable(openings),
    primitivesTable(primitives),
    w3cPartsTable(w3c),
  ].join('\n\n')
}

function bbsTable(count, { ours, peers }) {
  const head = ['', 'ours', ...Object.keys(peers).map((name) => shortNames[name])]
  const rows = Object.entries(ours).map(([operation, own]) => {
    const others = Object.values(peers).map((figures) => figures[operation])
    const digitalbazaar = peers['@digitalbazaar/bbs-signatures'][operation]
    const fastest = {
      median: Math.min(...others.map(({ median }) => median)),
      minimum: Math.min(...others.map(({ minimum }) => minimum)),
    }
    return [operation, time(own), ...others.map(time), ratio(fastest, own), ratio(digitalbazaar, own)]
  })
  return section(`BBS, ${count} messages, half disclosed`, [
    [...head, 'fastest peer ÷ ours', 'Digital Bazaar ÷ ours'],
    ...rows,
  ])
}

const stepNames = {
  issue: 'issue',
  derive: 'derive',
  verify: 'verify',
  verifyPresentation: 'verify in its presentation',
}

function w3cTable({ ours, digitalbazaar }) {
  const rows = Object.entries(stepNames).map(([step, name]) => [
    name,
    time(ours[step]),
    time(digitalbazaar[step]),
    ratio(digitalbazaar[step], ours[step]),
  ])
  return section('W3C credential (bbs-2023), 21 claims, 11 of them shown', [
    ['', 'ours', 'Digital Bazaar', 'Digital Bazaar ÷ ours'],
    ...rows,
  ])
}

function batchTable(batch) {
  const rows = Object.entries(batch).map(([count, { verifyProofs, singles }]) => [
    count,
    time(verifyProofs),
    time(singles),
    ratio(singles, verifyProofs),
  ])
  return section('Many proofs at once (30 messages, half disclosed, one key)', [
    ['proofs', 'verifyProofs', 'as many verifyProof', 'singles ÷ batch'],
    ...rows,
  ])
}

function coresTable({ cores, ...modes }) {
  const rows = Object.entries(modes).map(([mode, { one, all }]) => [
    mode,
    one.toFixed(0),
    all.toFixed(0),
    `${(all / one).toFixed(2)} ×`,
  ])
  return section('Proofs verified in a second by worker threads (30 messages, half disclosed)', [
    ['', 'one core', cores === 1 ? 'the only core' : `all ${cores} cores`, 'all ÷ one'],
    ...rows,
  ])
}

function presentationTable({ proving, octets }) {
  const { plain } = proving
  const rows = Object.entries(proving).map(([name, { prove, verify }]) => [
    name,
    time(prove),
    ratio(prove, plain.prove),
    time(verify),
    ratio(verify, plain.verify),
    String(octets[name]),
    `+ ${octets[name] - octets.plain}`,
  ])
  return section(
    'A bound credential shown (26 messages, 15 of them hidden; the proof system alone, B kept)',
    [['', 'prove', 'prove ÷ plain', 'verify', 'verify ÷ plain', 'octets', 'more than plain'], ...rows],
  )
}

function issuingTable({ registration, issuing }, { count, seconds }) {
  const perSecond = ({ median, minimum }) => `${(1000 / median).toFixed(0)} (${(1000 / minimum).toFixed(0)})`
  const rows = [
    ['registration, by the holder', registration.create],
    ['registration checked, by the issuer', registration.check],
    ['signature of the credential', issuing.credential],
    ['signature of the binding', issuing.binding],
    ['both signatures', issuing.both],
  ]
  const whole = `the whole credential, JSON-LD and both signatures (${count} one after the other)`
  return section('A bound credential issued (26 messages; all but the last line the proof system alone)', [
    ['', 'time', 'in a second on one core'],
    ...rows.map(([name, figures]) => [name, time(figures), perSecond(figures)]),
    [whole, ((1000 * seconds) / count).toFixed(2), (count / seconds).toFixed(0)],
  ])
}

const openingSteps = {
  generation: 'key generation, all trustees in one process',
  partial: 'a partial decryption with its proof',
  verification: 'verification of one',
  combination: 'as many verified and combined as it takes',
  opening: 'the whole opening: made, verified, combined',
}

function openingsTable({ times }) {
  const sizes = Object.keys(times)
  const rows = Object.entries(openingSteps).map(([step, name]) => [
    name,
    ...sizes.map((size) => time(times[size][step])),
  ])
  return section('An authority’s key and an opening (computation alone)', [['', ...sizes], ...rows])
}

const spendings = {
  registration: 'registration of the authority',
  generation: 'key generation: begin, all messages, publish',
  opening: 'request, approvals as many as it takes, close',
}

function gasTable({ gas, octets }) {
  const sizes = Object.keys(gas)
  const rows = Object.entries(spendings).map(([what, name]) => [
    name,
    ...sizes.map((size) => thousands(gas[size][what])),
  ])
  const messages = ['octets of all messages', ...sizes.map((size) => thousands(octets[size]))]
  return section('Gas of an authority and an opening', [['', ...sizes], ...rows, messages])
}

function primitivesTable(primitives) {
  const kinds = ['hash', 'msm', 'decode', 'pairing']
  const rows = Object.entries(primitives).map(([operation, { whole, ...parts }]) => {
    const sum = kinds.reduce((total, kind) => total + (parts[kind]?.median ?? 0), 0)
    return [
      operation,
      ...kinds.map((kind) => parts[kind]?.median.toFixed(2) ?? '–'),
      sum.toFixed(2),
      whole.median.toFixed(2),
      percent(sum, whole.median),
    ]
  })
  return section('Where the time of BBS goes (30 messages; medians)', [
    ['', 'hashes', 'sums of products', 'decoding', 'pairing', 'together', 'the operation', 'share'],
    ...rows,
  ])
}

function w3cPartsTable({ ours, bbs, canonicalisation, bbsMessages }) {
  const rows = Object.entries(bbs).map(([step, { median: proof }]) => {
    const canonical = canonicalisation[step].median
    const whole = ours[step].median
    const rest = whole - proof - canonical
    return [step, ...[proof, canonical, rest, whole].map((ms) => ms.toFixed(2)), percent(proof, whole)]
  })
  return section(`Where the time of a W3C credential goes (${bbsMessages} messages; medians)`, [
    ['', 'BBS alone', 'one canonicalisation', 'the rest', 'the step', 'share of BBS'],
    ...rows,
  ])
}

const time = ({ median, minimum }) => `${digits(median)} (${digits(minimum)})`
const digits = (ms) => (ms < 100 ? ms.toFixed(2) : ms.toFixed(0))
const ratio = (slow, fast) =>
  `${(slow.median / fast.median).toFixed(1)} (${(slow.minimum / fast.minimum).toFixed(1)})`
const thousands = (count) => count.toLocaleString('en')
const percent = (part, whole) => `${((100 * part) / whole).toFixed(0)} %`

function section(title, [head, ...rows]) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)))
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [`## ${title}`, '', line(head), rule, ...rows.map(line)].join('\n')
}
