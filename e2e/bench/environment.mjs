import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { libraries } from './libraries.mjs'

/** Where and with what a run takes place, in Markdown. To be taken before the run, whose own load would count otherwise. */
export function environment() {
  const [load] = loadavg()
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  const versions = [...Object.keys(libraries), '@digitalbazaar/bbs-2023-cryptosuite', '@digitalbazaar/vc']
    .filter((name) => name !== 'ours')
    .map((name) => `${name} ${versionOf(name)}`)
  return [
    `- ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `- ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory} GiB; load before the run ${load.toFixed(1)}`,
    `- ${versions.join(', ')}`,
  ].join('\n')
}

function versionOf(name) {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}
