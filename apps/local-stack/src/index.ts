export { type Anvil, type AnvilOptions, startAnvil } from './anvil.ts'
export { type LocalChain, type LocalChainOptions, startLocalChain } from './local-chain.ts'
export { findFreePorts, type Part, type Ports, parts, portVariable, readPorts } from './ports.ts'
export { StackError, type StackErrorCode } from './stack-error.ts'
export { type Stack, type StackOptions, startStack } from './start-stack.ts'
export {
  type KeyFolder,
  type KeyHolder,
  openStateFolder,
  type StateFolder,
  trustees,
} from './state-folder.ts'
