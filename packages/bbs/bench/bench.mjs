// Milliseconds of each operation, ours beside @digitalbazaar/bbs-signatures. Build first: `npx tsc -b packages/bbs`.
// node packages/bbs/bench/bench.mjs [messages …]
import { randomBytes } from 'node:crypto'
import * as peer from '@digitalbazaar/bbs-signatures'
import { deriveProof, generateKeyPair, sign, verify, verifyProof, verifyProofs } from '@velum/bbs'

const ciphersuite = 'BLS12-381-SHA-256'
const header = randomBytes(64)
const presentationHeader = randomBytes(64)

// Median and best of some runs: on a busy machine the best is nearer to the cost of the operation.
async function time(runs, operation) {
  const times = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    if ((await operation()) === false) throw new Error('an operation that must succeed failed')
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { median: times[runs >> 1], best: times[0] }
}

async function measure(messageCount) {
  const keys = await generateKeyPair({ ciphersuite })
  const messages = Array.from({ length: messageCount }, () => new Uint8Array(randomBytes(48)))
  const disclosedIndexes = Array.from({ length: messageCount >> 1 }, (_, i) => 2 * i)
  const disclosedMessages = disclosedIndexes.map((i) => messages[i])
  const base = { ciphersuite, publicKey: keys.publicKey, header: new Uint8Array(header) }
  const ph = new Uint8Array(presentationHeader)
  const signature = await sign({ ...base, secretKey: keys.secretKey, messages })
  const proof = await deriveProof({ ...base, presentationHeader: ph, signature, messages, disclosedIndexes })
  const opening = {
    ...base,
    presentationHeader: ph,
    proof,
    disclosedMessages,
    disclosedIndexes,
    messageCount,
  }
  const deriving = { ...base, presentationHeader: ph, signature, messages }

  const ours = {
    sign: () => sign({ ...base, secretKey: keys.secretKey, messages }),
    verify: () => verify({ ...base, signature, messages }),
    derive: () => deriveProof({ ...deriving, disclosedIndexes }),
    verifyProof: () => verifyProof(opening),
  }
  const theirs = {
    sign: () => peer.sign({ ...base, secretKey: keys.secretKey, messages }),
    verify: () => peer.verifySignature({ ...base, signature, messages }),
    derive: () => peer.deriveProof({ ...deriving, disclosedMessageIndexes: disclosedIndexes }),
    verifyProof: () => peer.verifyProof({ ...opening, disclosedMessageIndexes: disclosedIndexes }),
  }
  const rows = {}
  for (const name of Object.keys(ours)) {
    await time(10, ours[name])
    const our = await time(41, ours[name])
    const their = await time(3, theirs[name])
    rows[name] = {
      'ours ms': our.median.toFixed(2),
      best: our.best.toFixed(2),
      'digitalbazaar ms': their.median.toFixed(0),
      ratio: (their.median / our.median).toFixed(1),
    }
  }
  console.log(`\n${messageCount} messages, half of them disclosed`)
  console.table(rows)
  return opening
}

async function measureBatch(opening) {
  const single = await time(41, () => verifyProof(opening))
  const rows = {}
  for (const count of [1, 10, 100]) {
    const proofs = Array.from({ length: count }, () => opening)
    const batch = await time(count === 100 ? 5 : 15, async () => (await verifyProofs({ proofs })).valid)
    rows[count] = {
      'batch ms': batch.median.toFixed(1),
      'singles ms': (single.median * count).toFixed(1),
      ratio: ((single.median * count) / batch.median).toFixed(2),
      'ratio of best': ((single.best * count) / batch.best).toFixed(2),
    }
  }
  console.log('\nverifyProofs against as many verifyProof')
  console.table(rows)
}

const counts = process.argv.slice(2).map(Number)
let last
for (const count of counts.length > 0 ? counts : [10, 30, 100]) {
  const opening = await measure(count)
  if (count === 30 || last === undefined) last = opening
}
await measureBatch(last)
