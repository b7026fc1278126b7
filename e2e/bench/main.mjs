// The benchmark. `--json` prints medians alone, `--write` keeps the tables in docs/benchmarks.md, `--quick` tries each operation once.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { environment } from './environment.mjs'
import { resultsAsJson } from './results-as-json.mjs'
import { runBenchmark } from './run-benchmark.mjs'
import { tables } from './tables.mjs'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
})
if (options.quick && options.write) throw new Error('A quick run measures nothing that is worth keeping.')

const where = environment()
const report = (line) => process.stderr.write(`  … ${line}\n`)
const results = await runBenchmark({ isQuick: options.quick, report })
const page = `# Benchmarks

Written by \`npm run bench -- --write\`. Milliseconds, median (minimum) of runs that took turns; ratios of medians (of minima).

${where}

Ours and Digital Bazaar's follow the current draft; pairing-crypto is of draft 03, MATTR's bbs-signatures is BBS+ of 2020, crypto-wasm has
parameters of its own. The last two tables measure beside it what an operation cannot do without: what is missing to the whole is
JavaScript between the primitives, for credentials JSON-LD above all.

${tables(results)}
`

if (options.write) writeFileSync(new URL('../../docs/benchmarks.md', import.meta.url), page)
process.stdout.write(options.json ? `${JSON.stringify(resultsAsJson(results))}\n` : `\n${page}`)
