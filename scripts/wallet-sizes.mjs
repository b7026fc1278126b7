import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const page = [/^index\.html$/, /^assets\/(index|main)-[\w-]+\.(js|css)$/, /latin-wdth-normal-[\w-]+\.woff2$/]
const pairingEngine = /^assets\/mcl_c-[\w-]+\.js$/

/** What a holder downloads of the wallet, and how much it may be: kB of 1000 bytes, gzipped. */
const budgets = [
  { part: 'first load: page, style, font and worker', files: page, budget: 300 },
  { part: 'its code and style alone', files: [/^assets\/(index|main)-[\w-]+\.(js|css)$/], budget: 200 },
  {
    part: 'the screens behind the passphrase, while it is typed',
    files: [/^assets\/opened-wallet-[\w-]+\.js$/, /^assets\/opened-wallet-[\w-]+\.css$/],
    budget: 60,
  },
  { part: 'first load with the pairing engine', files: [...page, pairingEngine], budget: 600 },
  {
    part: 'what signs, proves and reads chains, once unlocked',
    files: [/^assets\/heavy-[\w-]+\.js$/],
    budget: 400,
  },
  {
    part: 'the library of BBS+, for its cards alone',
    files: [/^assets\/bbs-plus-engine-[\w-]+\.js$/],
    budget: 250,
  },
]

/** What somebody downloads who only checks evidence: everything that verifies, with the library of certificates. */
const evidenceBudgets = [
  { part: 'the page of evidence: what takes files and shows the outcome', files: [/^page\.js$/], budget: 10 },
  { part: 'the page of evidence: all that verifies, in one worker', files: [/^worker\.js$/], budget: 760 },
]

/** Weighs a built wallet: `[{part, budget, kB}]`. Throws where a part matches no file, so that none goes unweighed. */
export const weighWallet = (folder) => weigh(folder, budgets)

/** Weighs a built page of evidence, in the same way. */
export const weighEvidencePage = (folder) => weigh(folder, evidenceBudgets)

function weigh(folder, parts) {
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'))
  return parts.map(({ part, files, budget }) => {
    const found = files.map((pattern) => names.filter((name) => pattern.test(name)))
    if (found.some((matching) => matching.length === 0)) throw new Error(`Nothing built matches "${part}".`)
    const bytes = [...new Set(found.flat())].map((name) => gzipSync(readFileSync(join(folder, name))).length)
    return { part, budget, kB: Math.ceil(bytes.reduce((sum, one) => sum + one, 0) / 1000) }
  })
}
