import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Gate } from '../../design/gate.tsx'
import { reload } from '../../platform/hash-location.ts'
import type { Problem } from '../problem.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { RestoreBackup } from '../welcome/restore-backup.tsx'
import { EraseSheet } from './erase-sheet.tsx'
import type { SessionFlow } from './session-flow.ts'

/** The vault is damaged, too new, or its storage does not answer: what is left to do. */
export function UnusablePage({ session, problem }: { session: SessionFlow; problem: Problem }) {
  const { t } = useTranslation('session')
  const [part, setPart] = useState<'problem' | 'erase' | 'restore'>('problem')
  if (part === 'restore') {
    return (
      <RestoreBackup
        busy={false}
        problem={undefined}
        onRestore={session.restore}
        onBack={() => setPart('problem')}
      />
    )
  }
  return (
    <Gate title={t('unusableTitle')}>
      <h1>{t('unusableTitle')}</h1>
      <ProblemNotice problem={problem} />
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
