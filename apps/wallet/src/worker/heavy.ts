/** What is loaded after the unlock page: all that signs, proves and reads chains, and the words for every error. */
export { explainInBoth } from './explain-in-both.ts'
export { createWalletMethods } from './wallet-methods.ts'
