/** What the exit code tells a script. */
export const ExitCode = {
  /** Done. */
  done: 0,
  /** The input was refused, a check did not pass, or a key generation was ended without a key. */
  refused: 1,
  /** The command line itself was wrong, or a passphrase is needed and there is no terminal to ask. */
  usage: 2,
  /** The surroundings: folder in use, chain unreachable or changed, account without coins. */
  environment: 3,
  /** Sent, but not in a block or not final yet, or others have to do something first: the same command again finds out. */
  pending: 4,
  /** Fewer trustees than are needed to open have been seen lately, or this one's share is missing. */
  alarm: 5,
  /** A fault in this program. */
  fault: 70,
  /** Stopped by Ctrl-C, or the answer to a question was no; the same command goes on where it stopped. */
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** The table as `--help` shows it. */
export const exitCodeHelp = `
Exit codes:
  0    done
  1    refused: wrong input or passphrase, a check that did not pass, a key
       generation that was ended without a key
  2    command line wrong, or a passphrase is needed and no terminal to ask
  3    surroundings: folder in use, chain unreachable, account without coins
  4    not final yet, or others come first: the same command again finds out
  5    alarm: too few trustees seen lately, or this one's share is missing
  70   a fault in this program
  130  stopped by Ctrl-C or by a no; the same command goes on where it stopped`
