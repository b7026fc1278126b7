import { measureBinding } from './binding/measure-binding.mjs'
import { measureIssuing } from './binding/measure-issuing.mjs'
import { checkLibrary, libraries, operationsOf } from './libraries.mjs'
import { measureGroups } from './measure.mjs'
import { measureBatches } from './measure-batches.mjs'
import { measureCores } from './measure-cores.mjs'
import { measureOpenings } from './openings/measure-openings.mjs'
import { primitivesOf } from './primitives.mjs'
import { createSample } from './sample.mjs'
import { measureW3c } from './w3c/measure-w3c.mjs'

const thorough = {
  timing: { rounds: 15, warmUp: 150, budget: 40_000 },
  cores: { rounds: 5, count: 50 },
  issuing: { count: 10_000 },
  authorities: [
    { threshold: 3, trustees: 5 },
    { threshold: 7, trustees: 11 },
  ],
}
// Each operation a few times, to see that it works.
const quick = {
  timing: { rounds: 1, warmUp: 0, budget: 0 },
  cores: { rounds: 1, count: 2 },
  issuing: { count: 2 },
  authorities: [{ threshold: 3, trustees: 5 }],
}

/** Measures everything in one run; `report(line)` is told what comes next. Figures are `{median, minimum}` in ms, those of the cores
 *  proofs in a second. */
export async function runBenchmark({ isQuick, report }) {
  const { timing, cores, issuing, authorities } = isQuick ? quick : thorough
  for (const name of Object.keys(libraries)) await checkLibrary(name)
  const bbs = {}
  for (const count of [10, 30, 100]) {
    report(`BBS, ${count} messages`)
    bbs[count] = await measureBbs(count, timing)
  }
  report('W3C credentials')
  const w3c = await measureW3c(timing)
  report('batches')
  const batch = await measureBatches(timing)
  report('bindings')
  const binding = await measureBinding(timing)
  report(`${issuing.count} bound credentials`)
  const issued = await measureIssuing(issuing)
  report('openings')
  const openings = await measureOpenings(authorities, timing)
  report('where the time goes')
  const primitives = await measurePrimitives(timing)
  report('all cores')
  return { bbs, w3c, batch, binding, issued, openings, primitives, cores: await measureCores(cores) }
}

async function measureBbs(messageCount, timing) {
  const sample = createSample(messageCount)
  const groups = {}
  for (const name of Object.keys(libraries)) groups[name] = await operationsOf(name, sample)
  const { ours, ...peers } = await measureGroups(groups, timing)
  return { ours, peers }
}

async function measurePrimitives(timing) {
  const sample = createSample(30)
  const operations = await operationsOf('ours', sample)
  const primitives = await primitivesOf(sample)
  const groups = Object.fromEntries(
    Object.keys(operations).map((name) => [name, { whole: operations[name], ...primitives[name] }]),
  )
  return measureGroups(groups, timing)
}
