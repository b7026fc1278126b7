import { Camera, Image } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { startCamera, watchForCode } from '../../platform/camera.ts'
import { openPicture } from '../../platform/picture.ts'
import { openQrReader } from '../../platform/qr-reader.ts'

type Trouble = 'cameraRefused' | 'noCode' | 'notRecognisedCode'

/** Reads a code by camera or from a picture. `onText` returns whether the text was for this wallet. */
export function CodeScanner({ onText }: { onText: (text: string) => boolean }) {
  const { t } = useTranslation('add')
  const video = useRef<HTMLVideoElement>(null)
  const [running, setRunning] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const [reading, setReading] = useState(false)
  const latest = useRef(onText)
  latest.current = onText

  useEffect(() => {
    const view = video.current
    if (!running || !view) return
    const stops: (() => void)[] = []
    let ended = false
    const end = () => {
      ended = true
      for (const stop of stops.splice(0)) stop()
    }
    void (async () => {
      try {
        const [stopCamera, reader] = await Promise.all([startCamera(view), openQrReader()])
        stops.push(stopCamera)
        if (ended) return end()
        stops.push(
          watchForCode({
            video: view,
            reader,
            onCode(text) {
              setRunning(false)
              setTrouble(latest.current(text) ? undefined : 'notRecognisedCode')
            },
          }),
        )
      } catch {
        setRunning(false)
        setTrouble('cameraRefused')
      }
    })()
    return end
  }, [running])

  const readPicture = async (file: File | undefined) => {
    if (!file) return
    setReading(true)
    setTrouble(undefined)
    try {
      const [picture, reader] = await Promise.all([openPicture(file), openQrReader()])
      const text = picture && (await reader.read(picture))
      if (!text) setTrouble('noCode')
      else if (!onText(text)) setTrouble('notRecognisedCode')
    } finally {
      setReading(false)
    }
  }

  return (
    <div className="scanner">
      <div className={`scanner-view${running ? ' scanner-running' : ''}`}>
        <video ref={video} muted playsInline aria-label={t('scanning')} hidden={!running} />
        <span className="scanner-frame" aria-hidden="true" />
      </div>
      <p role="status" className="only-read-aloud">
        {running ? t('scanning') : ''}
      </p>
      {trouble && (
        <Notice tone="care" title={t(trouble)}>
          {t(trouble === 'notRecognisedCode' ? 'notRecognisedNext' : `${trouble}Next`)}
        </Notice>
      )}
      <div className="add-actions">
        <Button
          look={running ? 'plain' : 'main'}
          icon={<Camera aria-hidden />}
          onPress={() => {
            setTrouble(undefined)
            setRunning(!running)
          }}
        >
          {running ? t('stop') : t('scan')}
        </Button>
        <FileTrigger acceptedFileTypes={['image/*']} onSelect={(files) => void readPicture(files?.[0])}>
          <Button icon={<Image aria-hidden />} isPending={reading}>
            {t('picture')}
          </Button>
        </FileTrigger>
      </div>
    </div>
  )
}
