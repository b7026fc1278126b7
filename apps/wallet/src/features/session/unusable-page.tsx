import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Gate } from '../../design/gate.tsx'
import { reload } from '../../platform/hash-location.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { RestoreBackup } from '../welcome/restore-backup.tsx'
import { EraseSheet } from './erase-sheet.tsx'
import type { SessionFlow, SessionState } from './session-flow.ts'

interface UnusablePageProps {
  readonly session: SessionFlow
  readonly state: Extract<SessionState, { step: 'unusable' }>
}

/** The vault is damaged, too new, or its storage does not answer: what is left to do. */
export function UnusablePage({ session, state }: UnusablePageProps) {
  const { t } = useTranslation('session')
  const [part, setPart] = useState<'problem' | 'erase' | 'restore'>('problem')
  if (part === 'restore') {
    return (
      <RestoreBackup
        busy={state.restoring}
        problem={state.restoreProblem}
        onRestore={session.restore}
        onBack={() => setPart('problem')}
      />
    )
  }
  return (
    <Gate title={t('unusableTitle')}>
      <h1>{t('unusableTitle')}</h1>
      <ProblemNotice problem={state.problem} />
      <p className="soft">{t('keepFile')}</p>
      <div className="gate-form">
        <Button look="main" wide onPress={reload}>
          {t('reload')}
        </Button>
        <Button wide onPress={() => setPart('restore')}>
          {t('restore')}
        </Button>
        <Button look="quiet" wide onPress={() => setPart('erase')}>
          {t('startAnew')}
        </Button>
      </div>
      <EraseSheet
        title={t('eraseSure')}
        body={t('eraseBody')}
        isOpen={part === 'erase'}
        onClose={() => setPart('problem')}
        onErase={() => void session.erase()}
      />
    </Gate>
  )
}
