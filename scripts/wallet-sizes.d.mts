/** Weighs a built wallet, in kB of 1000 bytes, gzipped. */
export function weighWallet(folder: string): { part: string; budget: number; kB: number }[]
/** Weighs a built page of evidence, in the same way. */
export function weighEvidencePage(folder: string): { part: string; budget: number; kB: number }[]
