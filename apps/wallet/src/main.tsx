import { startApp } from './app/start-app.tsx'
import { startEngine } from './platform/engine-worker.ts'
import { keepOfflineCopy } from './platform/offline-copy.ts'

void startApp(startEngine())
keepOfflineCopy()
