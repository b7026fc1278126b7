import { createContext, useContext } from 'react'
import type { Engine } from '../engine/engine.ts'

export const EngineContext = createContext<Engine | undefined>(undefined)

export function useEngine(): Engine {
  const engine = useContext(EngineContext)
  if (!engine) throw new Error('No engine here: wrap the page in an EngineContext.')
  return engine
}
