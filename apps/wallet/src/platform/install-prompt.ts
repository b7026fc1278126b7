interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>
}

let waiting: InstallPromptEvent | undefined
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  waiting = event as InstallPromptEvent
  tell()
})
addEventListener('appinstalled', () => {
  waiting = undefined
  tell()
})

export type InstallState = 'installed' | 'possible' | 'by-browser-menu'

export function installState(): InstallState {
  if (matchMedia('(display-mode: standalone)').matches) return 'installed'
  return waiting ? 'possible' : 'by-browser-menu'
}

export async function promptInstall(): Promise<void> {
  const event = waiting
  waiting = undefined
  await event?.prompt()
  tell()
}

export function subscribeToInstall(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
