import { fileURLToPath } from 'node:url'

/** The program, for whoever starts it with Node beside others. */
export const programFile: string = fileURLToPath(new URL('../bin/velum-authority.mjs', import.meta.url))
