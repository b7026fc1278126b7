import type { BarcodeDetector } from 'barcode-detector/ponyfill'

/** Reads QR codes from pictures and from the camera. The reader comes with the wallet; no picture leaves the device. */
export interface QrReader {
  read(source: ImageBitmapSource): Promise<string | undefined>
}

export async function openQrReader(): Promise<QrReader> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill')
  const { default: address } = await import('zxing-wasm/reader/zxing_reader.wasm?url')
  prepareZXingModule({ overrides: { locateFile: () => address } })
  const detector: BarcodeDetector = new BarcodeDetector({ formats: ['qr_code'] })
  return {
    async read(source) {
      const [code] = await detector.detect(source)
      return code?.rawValue
    },
  }
}
