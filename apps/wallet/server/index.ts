export { contentSecurityPolicy } from './content-security-policy.ts'
export { type ServedWallet, type ServeWalletOptions, serveWallet } from './serve-wallet.ts'
export type { WalletConfigFile } from './wallet-config-file.ts'
