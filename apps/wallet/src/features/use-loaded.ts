import { type DependencyList, useCallback, useEffect, useState } from 'react'
import type { Engine } from '../engine/engine.ts'
import { asProblem, type Problem } from './problem.ts'
import { useEngine } from './use-engine.ts'

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly problem: Problem }

/** Reads something from the wallet, and again whenever the wallet has changed. Keeps what it had while it reads. */
export function useLoaded<Value>(
  load: (engine: Engine) => Promise<Value>,
  dependencies: DependencyList,
): Loaded<Value> {
  const engine = useEngine()
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' })
  const [round, setRound] = useState(0)
  const again = useCallback(() => setRound((count) => count + 1), [])

  useEffect(() => engine.subscribe((event) => event === 'changed' && again()), [engine, again])

  useEffect(() => {
    let current = true
    load(engine)
      .then((value) => current && setLoaded({ state: 'ready', value }))
      .catch((error) => {
        const problem = asProblem(error)
        if (!current || problem.code === 'vault-locked') return
        setLoaded({ state: 'failed', problem })
      })
    return () => {
      current = false
    }
  }, [engine, round, ...dependencies])

  return loaded
}
