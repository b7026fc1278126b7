/** The file `config.json` beside the wallet: which chain it lives on. */
export interface WalletConfigFile {
  /** A deployment, as `@velum/registry` parses it. */
  readonly deployment: unknown
}
