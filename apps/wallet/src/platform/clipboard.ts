/** Returns whether the text is in the clipboard now; the browser may say no. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** Returns what the clipboard holds, or nothing when the browser keeps it from us. */
export async function pasteText(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return undefined
  }
}
