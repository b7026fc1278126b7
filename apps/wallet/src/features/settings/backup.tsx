import { Download, FileLock2, Upload } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { FileTrigger, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Notice } from '../../design/notice.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { now } from '../../platform/clock.ts'
import { readFile, saveFile } from '../../platform/files.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'
import '../dids/dids.css'

export function Backup() {
  const { t } = useTranslation('settings')
  const app = useTranslation('app').t
  const engine = useEngine()
  const saving = useWork()
  const restoring = useWork()
  const [done, setDone] = useState<'exported' | 'imported'>()
  const [asking, setAsking] = useState(false)
  const [file, setFile] = useState<File>()
  const [passphrase, setPassphrase] = useState('')

  const save = () =>
    saving.run(async () => {
      const bytes = await engine.exportBackup()
      const name = `velum-${now().toISOString().slice(0, 10)}.backup`
      saveFile({ name, bytes, type: 'application/octet-stream' })
      setDone('exported')
    })
  const close = () => {
    setAsking(false)
    setFile(undefined)
    setPassphrase('')
  }
  const restore = (event: FormEvent) => {
    event.preventDefault()
    if (!file || !passphrase) return
    void restoring.run(async () => {
      await engine.restoreBackup({ backup: await readFile(file), passphrase })
      setDone('imported')
      close()
    })
  }

  return (
    <div className="setting setting-line">
      <div className="setting-words">
        <h3>{t('backupTitle')}</h3>
        <p className="soft">{t('backupBody')}</p>
        <p className="soft">{t('backupBinding')}</p>
      </div>
      <div className="setting-actions">
        <Button icon={<Download aria-hidden />} isPending={saving.busy} onPress={() => void save()}>
          {t('exportNow')}
        </Button>
        <Button icon={<Upload aria-hidden />} onPress={() => setAsking(true)}>
          {t('importNow')}
        </Button>
      </div>
      {saving.problem && <ProblemNotice problem={saving.problem} />}
      {done && (
        <div role="status">
          <Notice tone="good">{t(done)}</Notice>
        </div>
      )}
      <Sheet title={t('importTitle')} isOpen={asking} onClose={close} role="alertdialog">
        <Form className="sheet-form" onSubmit={restore} validationBehavior="aria">
          <p className="soft">{t('importBody')}</p>
          <FileTrigger onSelect={(files) => setFile(files?.[0])}>
            <Button wide icon={<FileLock2 aria-hidden />}>
              {file ? file.name : t('importFile')}
            </Button>
          </FileTrigger>
          <Field
            label={t('importPassphrase')}
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={setPassphrase}
          />
          {restoring.problem && <ProblemNotice problem={restoring.problem} />}
          <div className="sheet-actions">
            <Button look="danger" type="submit" isPending={restoring.busy} isDisabled={!file || !passphrase}>
              {t('importReplace')}
            </Button>
            <Button onPress={close}>{app('cancel')}</Button>
          </div>
        </Form>
      </Sheet>
    </div>
  )
}
