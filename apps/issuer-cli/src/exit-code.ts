/** What the exit code tells a script. */
export const ExitCode = {
  /** Done. */
  done: 0,
  /** The input was refused: bad claims or rows, unknown template or credential, wrong passphrase. */
  refused: 1,
  /** The command line itself was wrong, or a passphrase is needed and there is no terminal to ask. */
  usage: 2,
  /** The surroundings: store in use, database, chain or relayer unreachable, port taken, wrong chain. */
  environment: 3,
  /** Stored, but not public yet: the running service or the next command publishes it. */
  unpublished: 4,
  /** A fault in this program. */
  fault: 70,
  /** Stopped by Ctrl-C; a bulk job goes on where it stopped when it is started again. */
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** The table as `--help` shows it. */
export const exitCodeHelp = `
Exit codes:
  0    done
  1    input refused: bad claims or rows, unknown template or credential,
       wrong passphrase
  2    command line wrong, or a passphrase is needed and no terminal to ask
  3    surroundings: store in use, database, chain or relayer unreachable,
       port taken
  4    stored but not public yet: the running service or the next command
       publishes it
  70   a fault in this program
  130  stopped by Ctrl-C; a bulk job goes on when it is started again`
