import { FileLock2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { FileTrigger, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Gate } from '../../design/gate.tsx'
import { readFile } from '../../platform/files.ts'
import type { Problem } from '../problem.ts'
import { ProblemNotice } from '../problem-notice.tsx'

interface RestoreBackupProps {
  readonly busy: boolean
  readonly problem: Problem | undefined
  readonly onRestore: (restore: { backup: Uint8Array; passphrase: string }) => Promise<void>
  readonly onBack: () => void
}

export function RestoreBackup({ busy, problem, onRestore, onBack }: RestoreBackupProps) {
  const { t } = useTranslation('welcome')
  const [file, setFile] = useState<File>()
  const [passphrase, setPassphrase] = useState('')

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!file || !passphrase || busy) return
    await onRestore({ backup: await readFile(file), passphrase })
  }

  return (
    <Gate title={t('restoreTitle')}>
      <div className="gate-form">
        <h1>{t('restoreTitle')}</h1>
        <p className="soft">{t('restoreLead')}</p>
      </div>
      <Form className="gate-form" onSubmit={submit} validationBehavior="aria">
        <FileTrigger onSelect={(files) => setFile(files?.[0])}>
          <Button icon={<FileLock2 aria-hidden />} wide>
            {file ? t('backupChosen', { name: file.name }) : t('backupFile')}
          </Button>
        </FileTrigger>
        <Field
          label={t('passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
        {problem && <ProblemNotice problem={problem} />}
        <Button look="main" wide type="submit" isPending={busy} isDisabled={!file || !passphrase}>
          {t('restoreNow')}
        </Button>
        <Button look="quiet" wide onPress={onBack} isDisabled={busy}>
          {t('back')}
        </Button>
      </Form>
    </Gate>
  )
}
