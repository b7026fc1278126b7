import { createContext, useContext, useEffect, useState } from 'react'
import { nowAndThen } from '../../platform/now-and-then.ts'
import { useEngine } from '../use-engine.ts'
import { useFlow } from '../use-flow.ts'
import { createOpeningWatchFlow, type OpeningWatchState } from './opening-watch-flow.ts'

const minutesBetween = 4

export const OpeningWatchContext = createContext<OpeningWatchState>({})

/** Keeps watch while the wallet is open. */
export function useOpeningWatch(): OpeningWatchState {
  const engine = useEngine()
  const [watch] = useState(() => createOpeningWatchFlow(engine))
  useEffect(
    () => nowAndThen({ milliseconds: minutesBetween * 60_000, run: () => void watch.check() }),
    [watch],
  )
  return useFlow(watch)
}

export function useOpeningWatchState(): OpeningWatchState {
  return useContext(OpeningWatchContext)
}
