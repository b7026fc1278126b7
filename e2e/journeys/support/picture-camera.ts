import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

/** Writes a short film (YUV4MPEG2, 640 × 480) that shows a picture, for Chromium's
 *  `--use-file-for-fake-video-capture`. `page` is any page: its canvas decodes the picture. */
export async function writeFilmOf(picture: Buffer, file: string, page: Page): Promise<void> {
  const [width, height] = [640, 480]
  const base64 = await page.evaluate(
    async ({ picture, width, height }) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes]))
      const drawing = new OffscreenCanvas(width, height).getContext('2d')
      if (!drawing) throw new Error('This browser draws nothing.')
      drawing.fillStyle = 'white'
      drawing.fillRect(0, 0, width, height)
      const side = Math.min(width, height) - 40
      drawing.drawImage(bitmap, (width - side) / 2, (height - side) / 2, side, side)
      const { data } = drawing.getImageData(0, 0, width, height)
      let greys = ''
      for (let at = 0; at < data.length; at += 4) greys += String.fromCharCode(data[at] ?? 0)
      return btoa(greys)
    },
    { picture: picture.toString('base64'), width, height },
  )
  const colourless = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(base64, 'base64'), colourless])
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([header, frame, frame]))
}
