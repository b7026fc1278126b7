import type { Command } from 'commander'
import type { Desk } from '../desk/desk.ts'
import { openDesk } from '../desk/open-desk.ts'
import { type GlobalOptions, readSettings, type Settings } from '../settings.ts'
import { createPrinter, type Printer } from '../terminal/printer.ts'

/** What a command works with. */
export interface CommandContext {
  readonly settings: Settings
  readonly printer: Printer
}

/** The settings and the printer of a command that is being run. */
export function contextOf(command: Command): CommandContext {
  const settings = readSettings(command.optsWithGlobals<GlobalOptions>(), process.env)
  const printer = createPrinter({ json: settings.json, stdout: process.stdout, stderr: process.stderr })
  return { settings, printer }
}

/** Runs a command at the desk and closes it afterwards, whatever happens. */
export async function atDesk<T>(context: CommandContext, run: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = await openDesk(context.settings, context.printer.note)
  try {
    return await run(desk)
  } finally {
    await desk.close()
  }
}
