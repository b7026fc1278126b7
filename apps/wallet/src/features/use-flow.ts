import { useSyncExternalStore } from 'react'
import type { Flow } from './flow.ts'

export function useFlow<State>(flow: Flow<State>): State {
  return useSyncExternalStore(flow.subscribe, flow.get)
}
