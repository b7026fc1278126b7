import type { RequestDefinition, VerifierOptions } from '@velum/verifier'
import type { Reader } from '../language.ts'
import type { Markup } from '../pages/markup.ts'
import type { ServiceFrame } from './service-frame.ts'

/** One of the services that this app can be. They share their parts and differ in words, pages and colours. */
export interface Service extends ServiceFrame {
  readonly signIn?: NonNullable<VerifierOptions['signIn']>
  /** Which suites of credentials it takes; the verifier's own choice by default. */
  readonly cryptosuites?: NonNullable<VerifierOptions['cryptosuites']>
  /** What it asks beside opening an account and leaving a deposit, which every service does. */
  readonly requests: Readonly<Record<string, RequestDefinition>>
  /** Its own pages, by path. */
  readonly pages: Readonly<Record<string, (reader: Reader) => Markup>>
}
