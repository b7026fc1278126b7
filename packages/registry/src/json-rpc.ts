import type { Eip1193Provider } from '@velum/did'
import { RegistryError } from './registry-error.ts'

export interface JsonRpcOptions {
  url: string
  fetch: typeof fetch
  /** Ends what is under way and refuses what comes later. */
  signal: AbortSignal
}

/** The `cause` of a RegistryError 'chain-error'. */
export interface RpcFailure {
  code: number
  message: string
  data?: unknown
}

interface RpcAnswer {
  result?: unknown
  error?: RpcFailure
}

const TIMEOUT_MS = 30_000

/** A chain's JSON-RPC endpoint over HTTP. Nothing is cached, batched or tried again: on a chain that mines at once
 *  a cached nonce is a wrong nonce. Rejects with RegistryError 'chain-unreachable' when there is no proper answer,
 *  'chain-error' when the answer is an error, 'chain-closed' after the signal. */
export function createJsonRpc({ url, fetch, signal }: JsonRpcOptions): Eip1193Provider {
  let lastId = 0
  return {
    async request({ method, params = [] }) {
      if (signal.aborted) throw closed()
      lastId += 1
      let answer: RpcAnswer | null
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }),
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        })
        answer = (await response.json()) as RpcAnswer | null
      } catch (cause) {
        if (signal.aborted) throw closed()
        throw new RegistryError('chain-unreachable', 'The chain does not answer; check that its node runs.', {
          cause,
        })
      }
      if (answer?.error) {
        const message = `The chain refused ${method}: ${answer.error.message}`
        throw new RegistryError('chain-error', message, { cause: answer.error })
      }
      if (answer?.result === undefined) {
        throw new RegistryError('chain-unreachable', 'What answers at the chain’s address is not a chain.')
      }
      return answer.result
    },
  }
}

function closed(): RegistryError {
  return new RegistryError('chain-closed', 'The connection to the chain was closed.')
}
