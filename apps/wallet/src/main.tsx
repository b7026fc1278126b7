import { startApp } from './app/start-app.tsx'
import { startEngine } from './platform/engine-worker.ts'
import { isFramed, refuseFrame } from './platform/framed.ts'
import { keepOfflineCopy } from './platform/offline-copy.ts'

if (isFramed()) refuseFrame()
else {
  void startApp(startEngine())
  keepOfflineCopy()
}
