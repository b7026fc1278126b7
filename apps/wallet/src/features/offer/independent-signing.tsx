import type { IndependentSignature } from '@velum/holder'
import { Download, FileCheck2, Upload } from 'lucide-react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { readFile, saveFile } from '../../platform/files.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useWork } from '../use-work.ts'
import { readCertificate } from './read-certificate.ts'

interface IndependentSigningProps {
  readonly toSign: () => Promise<Uint8Array>
  readonly signature: IndependentSignature | undefined
  readonly onChange: (signature: IndependentSignature | undefined) => void
}

/** For who has another certified key, an eID say: it can vouch for the record, so that it is not the issuer's word alone. */
export function IndependentSigning({ toSign, signature, onChange }: IndependentSigningProps) {
  const { t } = useTranslation('offer')
  const saving = useWork()
  const reading = useWork()

  const save = () =>
    saving.run(async () => {
      saveFile({ name: 'velum-record.bin', bytes: await toSign(), type: 'application/octet-stream' })
    })
  const attach = (files: FileList | null) =>
    reading.run(async () => {
      const read = await Promise.all(Array.from(files ?? []).map((file) => readFile(file)))
      onChange(readCertificate(read))
    })

  return (
    <details className="panel independent">
      <summary>{t('independent')}</summary>
      <div className="independent-body">
        <p className="small soft">{t('independentWhy')}</p>
        <ol className="small">
          <li>{t('independentStep1')}</li>
          <li>{t('independentStep2')}</li>
        </ol>
        <div className="offer-actions">
          <Button icon={<Download aria-hidden />} isPending={saving.busy} onPress={() => void save()}>
            {t('independentSave')}
          </Button>
          <FileTrigger allowsMultiple onSelect={(files) => void attach(files)}>
            <Button icon={signature ? <FileCheck2 aria-hidden /> : <Upload aria-hidden />}>
              {signature ? t('independentAttached') : t('independentAttach')}
            </Button>
          </FileTrigger>
        </div>
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        {reading.problem && <ProblemNotice problem={reading.problem} />}
      </div>
    </details>
  )
}
