import type { Check, CheckName, Rejected, RejectionReason } from './verdict.ts'

interface CheckOptions {
  readonly name: CheckName
  readonly passed: boolean
  /** Why the whole is refused if this check fails. */
  readonly reason: RejectionReason
  readonly expected?: string | undefined
  readonly actual?: string | undefined
}

/** Records checks in order. The first that fails ends the verification. */
export class Checklist {
  readonly #checks: Check[]
  readonly #credential: number | undefined

  constructor(checks: Check[] = [], credential?: number) {
    this.#checks = checks
    this.#credential = credential
  }

  get checks(): readonly Check[] {
    return this.#checks
  }

  /** The same list, for checks of the credential at this position. */
  of(credential: number): Checklist {
    return new Checklist(this.#checks, credential)
  }

  /** Throws the refusal that `decide` turns into a verdict. */
  check({ name, passed, reason, expected, actual }: CheckOptions): void {
    this.#checks.push({
      name,
      passed,
      ...(this.#credential !== undefined && { credential: this.#credential }),
      compared: {
        ...(expected !== undefined && { expected: shorten(expected) }),
        ...(actual !== undefined && { actual: shorten(actual) }),
      },
    })
    if (!passed) throw new Refusal(reason)
  }

  /** A check that passes when there is a value, which it returns. */
  need<Value>(value: Value | undefined, options: Omit<CheckOptions, 'passed'>): Value {
    this.check({ ...options, passed: value !== undefined })
    return value as Value
  }
}

/** Runs a verification to its end or to its first failed check. */
export async function decide<Accepted>(
  verify: (checklist: Checklist) => Promise<Accepted>,
): Promise<(Accepted & { accepted: true; checks: readonly Check[] }) | Rejected> {
  const checklist = new Checklist()
  try {
    return { accepted: true, ...(await verify(checklist)), checks: checklist.checks }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { accepted: false, reason: thrown.reason, checks: checklist.checks }
  }
}

// Leaves a verification at its first failed check; never seen outside this file.
class Refusal extends Error {
  readonly reason: RejectionReason

  constructor(reason: RejectionReason) {
    super(`Refused: ${reason}`)
    this.reason = reason
  }
}

// What others sent may be long.
function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
