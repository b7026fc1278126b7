import { useState } from 'react'
import type { SessionFlow, SessionState } from '../session/session-flow.ts'
import { ChoosePassphrase } from './choose-passphrase.tsx'
import { Introduction } from './introduction.tsx'
import { RestoreBackup } from './restore-backup.tsx'

interface WelcomePageProps {
  readonly session: SessionFlow
  readonly state: Extract<SessionState, { step: 'welcome' }>
}

/** The first minutes with the wallet: what it is, then a passphrase or a backup. */
export function WelcomePage({ session, state }: WelcomePageProps) {
  const [part, setPart] = useState<'introduction' | 'passphrase' | 'backup'>('introduction')
  if (part === 'passphrase') {
    return <ChoosePassphrase session={session} state={state} onBack={() => setPart('introduction')} />
  }
  if (part === 'backup') {
    return (
      <RestoreBackup
        busy={state.busy}
        problem={state.problem}
        onRestore={session.restore}
        onBack={() => setPart('introduction')}
      />
    )
  }
  return <Introduction onBegin={() => setPart('passphrase')} onRestore={() => setPart('backup')} />
}
