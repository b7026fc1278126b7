import type { QrReader } from './qr-reader.ts'

/** Shows the camera that looks away from the holder in `video`. Rejects when there is none or it is refused. */
export async function startCamera(video: HTMLVideoElement): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
    audio: false,
  })
  video.srcObject = stream
  await video.play()
  return () => {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}

/** Looks at the video a few times a second until a code is in sight. Returns the stop. */
export function watchForCode({
  video,
  reader,
  onCode,
}: {
  video: HTMLVideoElement
  reader: QrReader
  onCode: (text: string) => void
}): () => void {
  let stopped = false
  const look = async () => {
    if (stopped) return
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      const text = await reader.read(video)
      if (stopped) return
      if (text) return onCode(text)
    }
    setTimeout(look, 180)
  }
  void look()
  return () => {
    stopped = true
  }
}
