import type { Issuer } from '@velum/issuer'
import { type OperationContext, type OperationName, type Operations, operations } from './operations.ts'

/** Where commands are handed in: an issuer in this process, or the process that owns the store. */
export interface Desk {
  run<Name extends OperationName>(
    name: Name,
    input: Operations[Name]['input'],
    context?: Partial<OperationContext>,
  ): Promise<Operations[Name]['output']>
  close(): Promise<void>
}

/** A desk over an issuer in this process. */
export function localDesk(issuer: Issuer, close: () => Promise<void>): Desk {
  return {
    run: (name, input, context = {}) => runOperation(issuer, { name, input, context }),
    close,
  }
}

/** Does one operation with the issuer. */
export function runOperation<Name extends OperationName>(
  issuer: Issuer,
  call: {
    readonly name: Name
    readonly input: Operations[Name]['input']
    readonly context: Partial<OperationContext>
  },
): Promise<Operations[Name]['output']> {
  const { onProgress = () => undefined, signal = new AbortController().signal } = call.context
  return operations[call.name](issuer, call.input, { onProgress, signal })
}
