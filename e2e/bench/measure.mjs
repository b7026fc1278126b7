/** Runs an operation until `milliseconds` have passed or `most` runs are done, at least once; the time of each run. An operation
 *  that answers false stops the benchmark: its time would mean nothing. */
async function turn(operation, { milliseconds, most }) {
  const times = []
  let spent = 0
  while (times.length === 0 || (spent < milliseconds && times.length < most)) {
    const start = performance.now()
    const answer = await operation()
    const time = performance.now() - start
    if (answer === false) throw new Error('An operation that must succeed said no.')
    times.push(time)
    spent += time
  }
  return times
}

/** Median and minimum in ms of each operation (`{[name]: () => answer}`). All take turns, so that whatever else the machine does
 *  slows all alike. A quick one runs several times a turn; slow ones once. Ends after `rounds` or, with three rounds at least, when
 *  `budget` ms are spent. */
export async function measure(operations, { rounds, warmUp, budget }) {
  const names = Object.keys(operations)
  for (const name of names) await turn(operations[name], { milliseconds: warmUp, most: 60 })

  const times = Object.fromEntries(names.map((name) => [name, []]))
  const started = performance.now()
  for (let round = 0; round < rounds; round++) {
    if (round >= 3 && performance.now() - started > budget) break
    for (const name of names) {
      times[name].push(...(await turn(operations[name], { milliseconds: 20, most: 8 })))
    }
  }
  return Object.fromEntries(names.map((name) => [name, figuresOf(times[name])]))
}

function figuresOf(times) {
  const sorted = times.toSorted((one, other) => one - other)
  return { median: sorted[sorted.length >> 1], minimum: sorted[0] }
}

/** As `measure` over groups of operations (`{[group]: {[name]: operation}}`). The operations of one name take turns directly one
 *  after the other. */
export async function measureGroups(groups, options) {
  const flat = {}
  const names = new Set(Object.values(groups).flatMap(Object.keys))
  for (const name of names) {
    for (const [group, operations] of Object.entries(groups)) {
      if (operations[name] !== undefined) flat[JSON.stringify([group, name])] = operations[name]
    }
  }
  const measured = await measure(flat, options)
  const result = Object.fromEntries(Object.keys(groups).map((group) => [group, {}]))
  for (const [key, figures] of Object.entries(measured)) {
    const [group, name] = JSON.parse(key)
    result[group][name] = figures
  }
  return result
}
